package io.millrace.serve.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.model.FinishReason;
import io.millrace.model.TokenIds;
import io.millrace.serve.Fields;
import io.millrace.serve.RequestException;
import io.millrace.serve.RequestException.Kind;
import io.millrace.serve.Sampled;
import io.millrace.serve.ServedModel;
import java.io.IOException;
import java.util.Locale;

/** Values that several answers share. */
public final class Names {
    private Names() {}

    /** {@code stop}, {@code length} or {@code abort}. */
    public static String of(FinishReason finish) {
        return finish.name().toLowerCase(Locale.ROOT);
    }

    /** The id that ended a response, if it is not the model's first end-of-response token. */
    public static void writeStopReason(JsonGenerator json, ServedModel model, Sampled sampled) throws IOException {
        int id = sampled.stopId();
        if (id < 0 || id == model.tokenizer().stopIds().get(0)) {
            json.writeNullField("stop_reason");
        } else {
            json.writeNumberField("stop_reason", id);
        }
    }

    /** A list of token ids. */
    public static void writeIds(JsonGenerator json, String name, TokenIds tokens) throws IOException {
        json.writeFieldName(name);
        json.writeArray(tokens.ids(), 0, tokens.size());
    }

    /** A number, or -9999 where JSON has none, as vLLM does. */
    public static float finite(float logProb) {
        return Float.isFinite(logProb) ? logProb : -9999f;
    }

    /** Checks the name of the model that a request names, if it names one. */
    public static void checkModel(Fields fields, ServedModel model) {
        String named = fields.text("model").orElse("");
        if (!named.isEmpty() && !named.equals(model.identity().name())) {
            throw new RequestException(Kind.NOT_FOUND, "The model `%s` does not exist.".formatted(named));
        }
    }

    /** Writes the number of tokens. */
    public static void writeUsage(JsonGenerator json, long prompt, long completion) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", prompt);
        json.writeNumberField("completion_tokens", completion);
        json.writeNumberField("total_tokens", prompt + completion);
        json.writeEndObject();
    }
}
