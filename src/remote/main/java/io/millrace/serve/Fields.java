package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fields of a JSON object in a request. A field with the value null counts as absent, and unknown fields are ignored, as the servers
 * do whose dialects are spoken.
 *
 * @param node the object
 */
public record Fields(JsonNode node) {
    public Fields {
        requireNonNull(node, "node");
    }

    /** Whether a field is present. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** A field as it is; a missing node if it is absent. */
    public JsonNode at(String name) {
        JsonNode value = node.path(name);
        return value.isNull() ? node.path("") : value;
    }

    /** A field that is an object; an empty object if it is absent. */
    public Fields object(String name) {
        if (!has(name)) {
            return new Fields(JsonMappers.plain().createObjectNode());
        }
        JsonNode value = at(name);
        if (!value.isObject()) {
            throw RequestException.invalid(name, "must be an object, was " + shown(value));
        }
        return new Fields(value);
    }

    /** A whole number in a range. */
    public int number(String name, int fallback, int least, int most) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode value = at(name);
        if (!value.canConvertToInt()
                || !value.canConvertToExactIntegral()
                || value.asInt() < least
                || value.asInt() > most) {
            throw RequestException.invalid(
                    name, "must be a whole number in %d..%d, was %s".formatted(least, most, shown(value)));
        }
        return value.asInt();
    }

    /** A number in a range. */
    public double decimal(String name, double fallback, double least, double most) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode value = at(name);
        if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
            throw RequestException.invalid(
                    name, "must be a number in %s..%s, was %s".formatted(least, most, shown(value)));
        }
        return value.asDouble();
    }

    /** A long; empty if it is absent. */
    public OptionalLong whole(String name) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        JsonNode value = at(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw RequestException.invalid(name, "must be a whole number, was " + shown(value));
        }
        return OptionalLong.of(value.asLong());
    }

    /** A flag. */
    public boolean flag(String name, boolean fallback) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode value = at(name);
        if (!value.isBoolean()) {
            throw RequestException.invalid(name, "must be true or false, was " + shown(value));
        }
        return value.asBoolean();
    }

    /** A text; empty if it is absent. */
    public Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = at(name);
        if (!value.isTextual()) {
            throw RequestException.invalid(name, "must be a text, was " + shown(value));
        }
        return Optional.of(value.asText());
    }

    /** A list of whole numbers; empty if it is absent. */
    public List<Integer> numbers(String name) {
        return has(name) ? numbers(name, at(name)) : List.of();
    }

    private static List<Integer> numbers(String name, JsonNode value) {
        List<Integer> numbers = new ArrayList<>(value.size());
        if (!value.isArray()) {
            throw RequestException.invalid(name, "must be a list of whole numbers, was " + shown(value));
        }
        for (JsonNode one : value) {
            if (!one.isIntegralNumber() || !one.canConvertToInt()) {
                throw RequestException.invalid(name, "must be a list of whole numbers, had " + shown(one));
            }
            numbers.add(one.asInt());
        }
        return numbers;
    }

    /** The token ids in a list. */
    public static TokenIds ids(String name, JsonNode value) {
        return new TokenIds(
                numbers(name, value).stream().mapToInt(Integer::intValue).toArray());
    }

    /** Rejects an option that a policy engine does not have, unless its value switches it off. */
    public void off(String name, double neutral) {
        JsonNode value = at(name);
        boolean empty = value.isMissingNode()
                || (value.isContainerNode() && value.isEmpty())
                || value.asText("").isEmpty() && value.isTextual();
        boolean off = value.isNumber() && value.asDouble() == neutral || value.isBoolean() && !value.asBoolean();
        if (!empty && !off) {
            throw RequestException.invalid(
                    name,
                    "must be absent or off (%s), since this server cannot apply it, was %s"
                            .formatted(neutral, shown(value)));
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
