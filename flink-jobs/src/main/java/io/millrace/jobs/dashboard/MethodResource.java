package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.jobs.view.RunView;
import io.millrace.method.Method;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/** The methods of a run with their options and figures, those of custom extensions included. */
final class MethodResource {
    private MethodResource() {}

    static JsonNode of(RunView run) {
        Map<String, Method> known = methods(run);
        ArrayNode all = PageJson.object().putArray("methods");
        run.config().tree().path("method").properties().forEach(section -> {
            ObjectNode method = all.addObject().put("name", section.getKey());
            method.set("options", section.getValue());
            ArrayNode figures = method.putArray("figures");
            Method found = known.get(section.getKey());
            if (found != null) {
                found.ownFigures().forEach(figure -> figures.addObject()
                        .put("key", figure.key())
                        .put("unit", figure.unit())
                        .put("meaning", figure.meaning()));
            }
        });
        return all;
    }

    /** None if an extension that the configuration names is not on the class path. */
    private static Map<String, Method> methods(RunView run) {
        try {
            return ConfigReader.parse(run.config().text(), List.of(), "config.yaml").methods().stream()
                    .collect(OrderedMap.collector(Method::name, method -> method));
        } catch (ConfigException e) {
            return Map.of();
        }
    }
}
