package io.millrace.dataset.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.json.JsonMappers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Values of a record by the paths of their fields: nested names are joined by dots. */
public final class FieldPath {
    /** Maximum number of digits before or after the point of a number that is written out. */
    private static final int MAX_SCALE = 1000;

    private static final JsonMapper SECTION = JsonMappers.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private FieldPath() {}

    /** The value at a path; names that contain dots are also found, and so are names inside a text that is a JSON object. */
    public static JsonNode at(JsonNode row, String path) {
        JsonNode value = row.path(path);
        if (!value.isMissingNode()) {
            return value;
        }
        int dot = path.indexOf('.');
        return dot < 0
                ? MissingNode.getInstance()
                : at(section(row.path(path.substring(0, dot))), path.substring(dot + 1));
    }

    /** A section of a record; some files store it as text. */
    private static JsonNode section(JsonNode value) {
        if (!value.isTextual() || !value.textValue().stripLeading().startsWith("{")) {
            return value;
        }
        try {
            return SECTION.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            return value;
        }
    }

    /**
     * A text, or a number as text without a zero fraction: 142.0 is 142.
     *
     * @return empty for anything else; the only number that is a double is one that is not finite, since fractions are read as
     *     decimals
     */
    public static Optional<String> text(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(value.textValue());
        }
        if (!value.isNumber()
                || value.isDouble()
                || Math.abs(value.decimalValue().scale()) > MAX_SCALE) {
            return Optional.empty();
        }
        return Optional.of(
                value.decimalValue().signum() == 0
                        ? "0"
                        : value.decimalValue().stripTrailingZeros().toPlainString());
    }

    /** The texts of a value or of a list of values; empty for anything else. */
    public static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(one -> text(one).ifPresent(texts::add));
        } else {
            text(value).ifPresent(texts::add);
        }
        return texts;
    }

    /** A finite number, or a text that is one. */
    public static OptionalDouble number(JsonNode value) {
        double number = Double.NaN;
        if (value.isNumber()) {
            number = value.doubleValue();
        } else if (value.isTextual()) {
            try {
                number = Double.parseDouble(value.textValue());
            } catch (NumberFormatException e) {
                return OptionalDouble.empty();
            }
        }
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** The kind of a value, for a message. */
    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> "missing";
            case NULL -> "null";
            case OBJECT -> "an object";
            case ARRAY -> value.isEmpty() ? "an empty list" : "a list";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> value.asText();
            default -> value.getNodeType().toString();
        };
    }
}
