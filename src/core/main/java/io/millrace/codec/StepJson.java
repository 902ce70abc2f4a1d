package io.millrace.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of an optimizer step as one line of JSON: the record of the channel of steps. */
public final class StepJson {
    /** Numbers that are not figures. */
    private static final List<String> HEAD = List.of(Envelope.TIME, Envelope.POLICY_FROM, Envelope.POLICY_TO);

    private StepJson() {}

    /** Formats figures by name, at least one. */
    public static String write(Map<String, Double> figures, Envelope envelope) {
        try {
            return Envelope.join(
                    envelope.head(RecordSchema.STEP), JsonMappers.plain().writeValueAsString(figures));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("step: figures must be writable, were " + figures, e);
        }
    }

    /**
     * Parses figures by name: all numbers of the record that do not belong to its first fields. Fields that are not
     * numbers are ignored.
     *
     * @throws IOException if the text is not a step
     */
    public static Map<String, Double> read(String text) throws IOException {
        JsonNode record = JsonFile.parse(text, JsonNode.class);
        if (!record.isObject()) {
            throw new IOException("must be an object, was " + record.getNodeType());
        }
        RecordSchema.STEP.check(text);
        Map<String, Double> figures = new LinkedHashMap<>();
        record.properties().forEach(field -> {
            if (field.getValue().isNumber() && !HEAD.contains(field.getKey())) {
                figures.put(field.getKey(), field.getValue().asDouble());
            }
        });
        return figures;
    }
}
