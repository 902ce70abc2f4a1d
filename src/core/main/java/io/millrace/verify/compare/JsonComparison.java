package io.millrace.verify.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import io.millrace.model.Verdict;
import io.millrace.verify.Comparison;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compares an answer with a truth as JSON: keys in any order, numbers by value. An answer that is not JSON, or has a duplicate key,
 * is incorrect.
 */
public final class JsonComparison implements Comparison {
    /** Maximum exponent of a number: far beyond practical values, and far below the overflow of BigDecimal. */
    private static final int MAX_EXPONENT = 1_000_000;

    private static final String EXPONENTS = "numbers must have an exponent from -%1$d to %1$d".formatted(MAX_EXPONENT);

    /** Maximum nesting. Each level is copied once more, so the work is at most this times the length. */
    private static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMappers.strict(MAX_DEPTH)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final boolean ordered;

    /**
     * @param ordered whether the order of array elements matters
     */
    public JsonComparison(boolean ordered) {
        this.ordered = ordered;
    }

    @Override
    public Verdict verify(String truth, String answer) {
        JsonNode wanted;
        try {
            wanted = read(truth);
        } catch (JsonProcessingException e) {
            return Verdict.ungraded("truth must be JSON: " + UnreadableJsonException.reason(e));
        }
        return Length.refusal(answer, Length.MAX_CHARACTERS).orElseGet(() -> compare(wanted, answer));
    }

    private Verdict compare(JsonNode wanted, String answer) {
        try {
            return form(wanted).equals(form(read(answer)))
                    ? new Verdict(Verdict.Kind.CORRECT, "same JSON")
                    : new Verdict(Verdict.Kind.INCORRECT, "differs");
        } catch (JsonProcessingException e) {
            return new Verdict(Verdict.Kind.INCORRECT, "answer is not JSON: " + UnreadableJsonException.reason(e));
        }
    }

    @Override
    public Optional<String> refusal(String truth) {
        try {
            read(truth);
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of("must be JSON: " + UnreadableJsonException.reason(e));
        }
    }

    private static JsonNode read(String text) throws JsonProcessingException {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new NotJsonException("there is nothing");
            }
            if (!bounded(node)) {
                throw new NotJsonException(EXPONENTS);
            }
            return node;
        } catch (NumberFormatException e) {
            throw new NotJsonException(EXPONENTS);
        }
    }

    private static boolean bounded(JsonNode node) {
        if (node.isNumber()) {
            int scale = node.decimalValue().scale();
            return -MAX_EXPONENT <= scale && scale <= MAX_EXPONENT;
        }
        return StreamSupport.stream(node.spliterator(), false).allMatch(JsonComparison::bounded);
    }

    /** Canonical text of equal values: keys sorted, numbers without trailing zeros, elements sorted unless their order counts. */
    private String form(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal value = node.decimalValue();
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
        }
        if (node.isObject()) {
            return node.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> TextNode.valueOf(entry.getKey()) + ":" + form(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            Stream<String> elements =
                    StreamSupport.stream(node.spliterator(), false).map(this::form);
            return (ordered ? elements : elements.sorted()).collect(Collectors.joining(",", "[", "]"));
        }
        return node.toString();
    }

    private static final class NotJsonException extends JsonProcessingException {
        private static final long serialVersionUID = 1;

        NotJsonException(String rule) {
            super(rule);
        }
    }
}
