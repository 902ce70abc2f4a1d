package io.millrace.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.EnvironmentTurn;
import io.millrace.model.TokenRange;
import io.millrace.model.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The turns of the environment in a response, as a list in the record of its group: a part of {@link EpisodeJson}. */
final class TurnJson {
    private TurnJson() {}

    static void write(List<EnvironmentTurn> turns, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (EnvironmentTurn turn : turns) {
            out.writeStartObject();
            out.writeNumberField("from", turn.observation().from());
            out.writeNumberField("to", turn.observation().to());
            out.writeArrayFieldStart("calls");
            for (ToolCall call : turn.calls()) {
                out.writeStartObject();
                out.writeStringField("tool", call.tool());
                out.writeStringField("arguments", call.arguments());
                out.writeStringField("outcome", call.outcome().name());
                out.writeStringField("result", call.result());
                out.writeNumberField("millis", call.millis());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** @param json the list; missing in records of responses with a single turn */
    static List<EnvironmentTurn> read(JsonNode json) {
        List<EnvironmentTurn> turns = new ArrayList<>();
        for (JsonNode turn : json) {
            List<ToolCall> calls = new ArrayList<>();
            for (JsonNode call : turn.required("calls")) {
                calls.add(new ToolCall(
                        call.required("tool").asText(),
                        call.required("arguments").asText(),
                        ToolCall.Outcome.valueOf(call.required("outcome").asText()),
                        call.required("result").asText(),
                        call.required("millis").asLong()));
            }
            turns.add(new EnvironmentTurn(
                    new TokenRange(
                            turn.required("from").asInt(), turn.required("to").asInt()),
                    calls));
        }
        return turns;
    }
}
