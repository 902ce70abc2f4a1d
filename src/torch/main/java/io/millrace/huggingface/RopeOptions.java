package io.millrace.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ordered.OrderedSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rotary position options of config.json: at the top level, in {@code rope_parameters} and in {@code rope_scaling},
 * because releases of transformers write them in different places and read them in all. Options that would scale or
 * shorten the rotation are refused, with their location.
 */
final class RopeOptions {
    private static final List<String> SECTIONS = List.of("rope_parameters", "rope_scaling");
    private static final String THETA = "rope_theta";
    private static final String PARTIAL = "partial_rotary_factor";
    private static final double DEFAULT_THETA = 10_000;
    /** Keys that are read, or that have no effect without scaling. */
    private static final Set<String> KNOWN =
            OrderedSet.of("rope_type", "type", THETA, PARTIAL, "original_max_position_embeddings");

    private final ConfigFile file;

    RopeOptions(ConfigFile file) {
        this.file = file;
    }

    /**
     * The base of the rotary frequencies.
     *
     * @throws io.millrace.model.PolicyException if positions are scaled, or two places specify different bases
     */
    double theta() {
        Map<String, Double> named = new LinkedHashMap<>();
        options("", file.json(), named);
        for (String section : SECTIONS) {
            JsonNode options = file.json().path(section);
            if (options.isObject()) {
                plain(section, options);
                options(section + ".", options, named);
            } else if (!options.isMissingNode() && !options.isNull()) {
                throw file.refuse(section, "an object or null", options, "check the file");
            }
        }
        if (named.values().stream().distinct().count() > 1) {
            throw file.refuse(THETA, "the same in all places", named, "check the file");
        }
        return named.values().stream().findFirst().orElse(DEFAULT_THETA);
    }

    private void plain(String section, JsonNode options) {
        String type = options.path("rope_type").asText(options.path("type").asText("default"));
        if (!type.equals("default")) {
            throw file.refuse(section, "null or of type default", type, "choose a model without scaled positions");
        }
        options.properties().forEach(option -> {
            boolean nothing = option.getValue().isNull()
                    || option.getKey().equals("factor") && option.getValue().asDouble() == 1;
            if (!nothing && !KNOWN.contains(option.getKey())) {
                throw file.refuse(
                        section + "." + option.getKey(),
                        "absent",
                        option.getValue(),
                        "choose a model with plain positions");
            }
        });
    }

    private void options(String prefix, JsonNode place, Map<String, Double> named) {
        JsonNode partial = place.path(PARTIAL);
        if (!absent(partial) && !(partial.isNumber() && partial.asDouble() == 1)) {
            throw file.refuse(prefix + PARTIAL, "1", partial, "choose a model that rotates whole heads");
        }
        JsonNode theta = place.path(THETA);
        if (absent(theta)) {
            return;
        }
        if (!theta.isNumber()) {
            throw file.refuse(prefix + THETA, "a number", theta, "check the file");
        }
        named.put(prefix + THETA, theta.asDouble());
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
