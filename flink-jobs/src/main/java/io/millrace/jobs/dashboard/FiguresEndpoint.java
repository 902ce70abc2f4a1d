package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import java.io.IOException;
import java.util.stream.Stream;

/** The meaning of all figures. */
final class FiguresEndpoint implements Endpoint {
    @Override
    public String path() {
        return "/api/figures";
    }

    @Override
    public void answer(Request request) throws IOException {
        request.send(figures());
    }

    /** Unit, meaning and bad values by figure. */
    static ObjectNode figures() {
        ObjectNode all = PageJson.object();
        Stream.<Figure>concat(Stream.of(Metric.values()), Stream.of(StepFigure.values()))
                .forEach(figure -> all.putObject(figure.key())
                        .put("unit", figure.unit())
                        .put("meaning", figure.meaning())
                        .put("bad", figure.bad()));
        return all;
    }
}
