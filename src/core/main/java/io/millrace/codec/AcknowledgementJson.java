package io.millrace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.model.Acknowledgement;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link Acknowledgement} as one line of JSON: the record of the channel of acknowledgements, which a program outside Millrace writes.
 * {@code docs/outside-learner.md} describes its fields.
 *
 * <p>Unknown fields are ignored; a missing one is an error that names it.
 */
public final class AcknowledgementJson {
    private static final String RUN = "run";
    private static final String SHARD = "shard";
    private static final String SEQUENCE = "sequence";
    private static final String FIGURES = "figures";

    private AcknowledgementJson() {}

    /** Formats an acknowledgement. */
    public static String write(Acknowledgement acknowledgement) {
        ObjectNode record = JsonMappers.plain().createObjectNode();
        record.put("schema", RecordSchema.ACKNOWLEDGEMENT.id());
        if (!acknowledgement.run().isEmpty()) {
            record.put(RUN, acknowledgement.run());
        }
        record.put(SHARD, acknowledgement.shard()).put(SEQUENCE, acknowledgement.sequence());
        ObjectNode figures = record.putObject(FIGURES);
        acknowledgement.figures().forEach(figures::put);
        return record.toString();
    }

    /**
     * Parses an acknowledgement.
     *
     * @throws IOException if the text is not one; the message states the field and the rule
     */
    public static Acknowledgement read(String text) throws IOException {
        JsonNode record = JsonFile.parse(text, JsonNode.class);
        if (!record.isObject()) {
            throw new IOException("must be a JSON object, was " + record.getNodeType());
        }
        RecordSchema.ACKNOWLEDGEMENT.check(text);
        JsonNode run = record.path(RUN);
        if (!run.isMissingNode() && !run.isTextual()) {
            throw new IOException("run must be a text, was " + run);
        }
        return new Acknowledgement(
                run.asText(),
                (int) number(record, SHARD, Integer.MAX_VALUE),
                number(record, SEQUENCE, Long.MAX_VALUE),
                figures(record.path(FIGURES)));
    }

    private static long number(JsonNode record, String field, long largest) throws IOException {
        JsonNode value = record.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > largest) {
            throw new IOException("%s must be a whole number >= 0, was %s"
                    .formatted(field, value.isMissingNode() ? "missing" : value));
        }
        return value.asLong();
    }

    private static Map<String, Double> figures(JsonNode given) throws IOException {
        if (!given.isMissingNode() && !given.isObject()) {
            throw new IOException("figures must be an object of numbers, was " + given);
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> figure : given.properties()) {
            if (!figure.getValue().isNumber()) {
                throw new IOException(
                        "figures.%s must be a number, was %s".formatted(figure.getKey(), figure.getValue()));
            }
            figures.put(figure.getKey(), figure.getValue().asDouble());
        }
        return figures;
    }
}
