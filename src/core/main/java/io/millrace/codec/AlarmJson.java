package io.millrace.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmState;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.model.PolicySteps;
import java.io.IOException;

/** A change of the state of an alarm as one line of JSON: the record of the channel of alarms. */
public final class AlarmJson {
    private static final JsonMapper JSON = JsonMappers.plain();

    private AlarmJson() {}

    /**
     * Formats an alarm.
     *
     * @param run name of the run
     */
    public static String write(Alarm alarm, String run) {
        ObjectNode body = JSON.createObjectNode()
                .put("alarm", alarm.rule())
                .put("series", alarm.series())
                .put("state", alarm.state().name())
                .put("since", alarm.since());
        number("value", alarm.value(), body);
        number("bound", alarm.bound(), body);
        body.put("message", alarm.message());
        try {
            Envelope envelope = new Envelope(run, alarm.time(), PolicySteps.NONE);
            return Envelope.join(envelope.head(RecordSchema.ALARM), JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("alarm: must be writable, was " + alarm, e);
        }
    }

    /** NaN is left out: JSON has no such number. */
    private static void number(String name, double value, ObjectNode body) {
        if (Double.isFinite(value)) {
            body.put(name, value);
        }
    }

    /**
     * Parses an alarm.
     *
     * @throws IOException if the text is not one
     */
    public static Alarm read(String text) throws IOException {
        RecordSchema.ALARM.check(text);
        JsonNode json = JsonFile.parse(text, JsonNode.class);
        try {
            return new Alarm(
                    json.required("alarm").asText(),
                    json.path("series").asText(),
                    AlarmState.valueOf(json.required("state").asText()),
                    json.required("since").asLong(),
                    json.required(Envelope.TIME).asLong(),
                    json.path("value").asDouble(Double.NaN),
                    json.path("bound").asDouble(Double.NaN),
                    json.path("message").asText());
        } catch (IllegalArgumentException e) {
            throw new IOException("alarm: " + e.getMessage(), e);
        }
    }
}
