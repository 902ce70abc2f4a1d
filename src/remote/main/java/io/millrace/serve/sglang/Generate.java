package io.millrace.serve.sglang;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.serve.Call;
import io.millrace.serve.Fields;
import io.millrace.serve.Generation;
import io.millrace.serve.Reply;
import io.millrace.serve.RequestException;
import io.millrace.serve.Sampled;
import io.millrace.serve.ScoredToken;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedModel;
import io.millrace.serve.openai.Names;
import io.millrace.serve.openai.Prompts;
import io.millrace.serve.openai.SamplingFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code /generate}: one prompt or a batch, as text or token ids. */
final class Generate {
    private static final int DEFAULT_TOKENS = 128;

    private final ServedModel model;
    private final ServeConfig config;

    Generate(ServedModel model, ServeConfig config) {
        this.model = model;
        this.config = config;
    }

    /**
     * A request.
     *
     * @param single whether it is answered by an object rather than a list
     * @param parts one for each prompt
     */
    private record Request(boolean single, List<Part> parts) {}

    /**
     * A prompt of a request.
     *
     * @param scoresPrompt whether its own tokens are scored
     */
    private record Part(Generation generation, boolean scoresPrompt) {}

    CompletableFuture<Reply> answer(Call call) {
        Fields fields = call.fields();
        Request request = request(fields);
        boolean stream = fields.flag("stream", false);
        List<CompletableFuture<List<ScoredToken>>> prompts = request.parts().stream()
                .map(part -> part.scoresPrompt()
                        ? model.promptScores(
                                part.generation().prompt(),
                                part.generation().logProbs().top())
                        : CompletableFuture.completedFuture(List.<ScoredToken>of()))
                .toList();
        return CompletableFuture.allOf(prompts.toArray(CompletableFuture[]::new))
                .thenCompose(scored -> model.generate(
                        request.parts().stream().map(Part::generation).toList(), call))
                .thenApply(sampled -> reply(
                        request,
                        stream,
                        prompts.stream().map(CompletableFuture::join).toList(),
                        sampled));
    }

    private Request request(Fields fields) {
        boolean ids = fields.has("input_ids");
        JsonNode input = fields.at(ids ? "input_ids" : "text");
        if (input.isMissingNode()) {
            throw RequestException.invalid("input_ids", "must be given unless text is, was absent");
        }
        List<TokenIds> prompts = Prompts.of(ids ? "input_ids" : "text", input, model);
        boolean batch = input.isArray() && !input.get(0).isNumber();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            parts.add(part(fields, prompts.get(i), i));
        }
        return new Request(!batch && parts.get(0).generation().samples() == 1, parts);
    }

    private Part part(Fields fields, TokenIds prompt, int index) {
        Fields sampling = fields.at("sampling_params").isArray()
                ? new Fields(each(fields, "sampling_params", index))
                : fields.object("sampling_params");
        int maxTokens = sampling.number("max_new_tokens", DEFAULT_TOKENS, 1, Integer.MAX_VALUE);
        model.check(prompt, maxTokens);
        boolean scored = each(fields, "return_logprob", index).asBoolean(false);
        int top = each(fields, "top_logprobs_num", index).asInt(0);
        if (top < 0 || top > config.limits().topLogProbs()) {
            throw RequestException.invalid(
                    "top_logprobs_num",
                    "must be in 0..%d, was %d".formatted(config.limits().topLogProbs(), top));
        }
        int start = each(fields, "logprob_start_len", index).asInt(-1);
        if (start > 0) {
            throw RequestException.invalid(
                    "logprob_start_len", "must be -1 for none of the prompt or 0 for all of it, was " + start);
        }
        fields.off("token_ids_logprob", 0);
        JsonNode rid = each(fields, "rid", index);
        Generation generation = new Generation(
                rid.isTextual() ? rid.asText() : model.newId(),
                prompt,
                SamplingFields.samples(sampling),
                sampling(sampling, maxTokens),
                sampling.whole("sampling_seed"),
                scored ? new Generation.Requested(LogProbs.Scale.SCALED, top) : Generation.Requested.NONE);
        return new Part(generation, scored && start == 0);
    }

    /** A field that has one value for all prompts, or a list with one for each. */
    private static JsonNode each(Fields fields, String name, int index) {
        JsonNode value = fields.at(name);
        if (!value.isArray()) {
            return value;
        }
        if (index >= value.size()) {
            throw RequestException.invalid(name, "must have a value for each prompt, had %d".formatted(value.size()));
        }
        return value.get(index);
    }

    private Sampling sampling(Fields fields, int maxTokens) {
        for (String option : List.of("min_p", "presence_penalty", "frequency_penalty", "min_new_tokens", "stop")) {
            fields.off(option, 0);
        }
        for (String option : List.of("stop_regex", "json_schema", "regex", "ebnf", "structural_tag", "logit_bias")) {
            fields.off(option, 0);
        }
        fields.off("repetition_penalty", 1);
        return SamplingFields.common(fields, model, maxTokens);
    }

    private Reply reply(Request request, boolean stream, List<List<ScoredToken>> prompts, List<List<Sampled>> sampled) {
        Reply.JsonWriter writer = json -> {
            if (!request.single()) {
                json.writeStartArray();
            }
            for (int p = 0; p < sampled.size(); p++) {
                for (Sampled one : sampled.get(p)) {
                    write(json, request.parts().get(p), prompts.get(p), one);
                }
            }
            if (!request.single()) {
                json.writeEndArray();
            }
        };
        return stream
                ? Reply.events(List.of(new String(Reply.bytes(writer), StandardCharsets.UTF_8), "[DONE]"))
                : Reply.json(writer);
    }

    private void write(JsonGenerator json, Part part, List<ScoredToken> promptScores, Sampled sampled)
            throws IOException {
        Generation generation = part.generation();
        json.writeStartObject();
        json.writeStringField("text", model.tokenizer().decode(sampled.text()));
        Names.writeIds(json, "output_ids", sampled.tokens());
        json.writeObjectFieldStart("meta_info");
        json.writeStringField("id", generation.id());
        writeFinish(json, generation, sampled);
        json.writeNumberField("prompt_tokens", generation.prompt().size());
        json.writeNumberField("completion_tokens", sampled.tokens().size());
        json.writeNumberField("cached_tokens", 0);
        json.writeStringField(
                "weight_version",
                sampled.spans().isEmpty()
                        ? model.weights().label()
                        : model.weights()
                                .label(sampled.spans().get(sampled.spans().size() - 1)));
        if (generation.logProbs().scale() != LogProbs.Scale.NONE) {
            writeScores(json, part, promptScores, sampled);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeFinish(JsonGenerator json, Generation generation, Sampled sampled) throws IOException {
        json.writeObjectFieldStart("finish_reason");
        json.writeStringField("type", Names.of(sampled.finish()));
        if (sampled.finish() == FinishReason.STOP) {
            json.writeNumberField("matched", sampled.stopId());
        } else if (sampled.finish() == FinishReason.LENGTH) {
            json.writeNumberField("length", generation.sampling().maxTokens());
        } else {
            json.writeStringField("message", "Abort in waiting queue");
        }
        json.writeEndObject();
    }

    private static void writeScores(JsonGenerator json, Part part, List<ScoredToken> promptScores, Sampled sampled)
            throws IOException {
        int top = part.generation().logProbs().top();
        json.writeArrayFieldStart("output_token_logprobs");
        for (ScoredToken token : sampled.scored()) {
            writeToken(json, token);
        }
        json.writeEndArray();
        if (top > 0) {
            json.writeFieldName("output_top_logprobs");
            writeTop(json, sampled.scored(), false);
        }
        json.writeArrayFieldStart("input_token_logprobs");
        if (part.scoresPrompt()) {
            json.writeStartArray();
            json.writeNull();
            json.writeNumber(part.generation().prompt().ids()[0]);
            json.writeNull();
            json.writeEndArray();
            for (ScoredToken token : promptScores) {
                writeToken(json, token);
            }
        }
        json.writeEndArray();
        if (part.scoresPrompt() && top > 0) {
            json.writeFieldName("input_top_logprobs");
            writeTop(json, promptScores, true);
        }
    }

    private static void writeTop(JsonGenerator json, List<ScoredToken> tokens, boolean prompt) throws IOException {
        json.writeStartArray();
        if (prompt) {
            json.writeNull();
        }
        for (ScoredToken token : tokens) {
            json.writeStartArray();
            for (ScoredToken other : token.top()) {
                writeToken(json, other);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** Log-probability, id, and no text. */
    private static void writeToken(JsonGenerator json, ScoredToken token) throws IOException {
        json.writeStartArray();
        json.writeNumber(token.logProb());
        json.writeNumber(token.id());
        json.writeNull();
        json.writeEndArray();
    }
}
