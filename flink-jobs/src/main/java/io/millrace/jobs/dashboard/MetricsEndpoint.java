package io.millrace.jobs.dashboard;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.prometheus.PrometheusText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /metrics}: the current metrics of the run of this process, for Prometheus. Empty if it runs none. */
final class MetricsEndpoint implements Endpoint {
    private final Supplier<Optional<String>> run;

    /** @param run name of the run of this process */
    MetricsEndpoint(Supplier<Optional<String>> run) {
        this.run = requireNonNull(run, "run");
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public void answer(Request request) throws IOException {
        String text = run.get()
                .map(name -> PrometheusText.of(name, LiveMetrics.current()))
                .orElse("# no run in this process\n");
        request.send(200, PrometheusText.CONTENT_TYPE, text.getBytes(StandardCharsets.UTF_8));
    }
}
