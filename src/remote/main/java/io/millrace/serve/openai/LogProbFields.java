package io.millrace.serve.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.serve.Fields;
import io.millrace.serve.Generation;
import io.millrace.serve.RequestException;
import io.millrace.serve.ScoredToken;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedModel;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Requested numbers of log-probabilities, and those of prompts. */
public final class LogProbFields {
    private LogProbFields() {}

    /** The number of alternatives in a field of vLLM's requests; empty if it is absent. */
    public static OptionalInt top(Fields fields, String name, ServedModel model, ServeConfig config) {
        if (!fields.has(name)) {
            return OptionalInt.empty();
        }
        int top = fields.number(name, 0, -1, Integer.MAX_VALUE);
        int asked = top < 0 ? model.vocabulary() : top;
        if (asked > config.limits().topLogProbs()) {
            throw RequestException.invalid(
                    name,
                    "Requested sample logprobs of %d, which is greater than max allowed: %d"
                            .formatted(asked, config.limits().topLogProbs()));
        }
        return OptionalInt.of(asked);
    }

    /** The log-probabilities that a field asks for. */
    public static Generation.Requested requested(OptionalInt top, LogProbs.Scale scale) {
        return top.isEmpty() ? Generation.Requested.NONE : new Generation.Requested(scale, top.getAsInt());
    }

    /** The log-probabilities of a prompt as vLLM writes them: null for the first token, then alternatives by id. */
    public static void writePrompt(JsonGenerator json, List<ScoredToken> tokens, ServedModel model) throws IOException {
        json.writeArrayFieldStart("prompt_logprobs");
        json.writeNull();
        for (ScoredToken token : tokens) {
            json.writeStartObject();
            write(json, token, model);
            for (ScoredToken other : token.top()) {
                if (other.id() != token.id()) {
                    write(json, other, model);
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, ScoredToken token, ServedModel model) throws IOException {
        json.writeObjectFieldStart(Integer.toString(token.id()));
        json.writeNumberField("logprob", Names.finite(token.logProb()));
        json.writeNumberField("rank", token.rank());
        json.writeStringField("decoded_token", model.tokenizer().written(new TokenIds(token.id())));
        json.writeEndObject();
    }
}
