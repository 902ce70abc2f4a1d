package io.millrace.serve.llamacpp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.serve.Call;
import io.millrace.serve.Fields;
import io.millrace.serve.Generation;
import io.millrace.serve.Reply;
import io.millrace.serve.RequestException;
import io.millrace.serve.Sampled;
import io.millrace.serve.ScoredToken;
import io.millrace.serve.ScoredTokens;
import io.millrace.serve.ServedModel;
import io.millrace.serve.openai.Names;
import io.millrace.serve.openai.Prompts;
import io.millrace.serve.openai.SamplingFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** {@code /completion}: one prompt or a batch, as text or token ids. */
final class Completion {
    private final ServedModel model;

    Completion(ServedModel model) {
        this.model = model;
    }

    /** A request: its fields, its responses, and whether they are answered as a list. */
    private record Request(Fields fields, List<Generation> generations, boolean list) {}

    CompletableFuture<Reply> answer(Call call) {
        Request request = request(call.fields());
        boolean stream = request.fields().flag("stream", false);
        return model.generate(request.generations(), call).thenApply(sampled -> {
            Reply.JsonWriter writer = json -> write(json, request, sampled);
            return stream
                    ? Reply.events(List.of(new String(Reply.bytes(writer), StandardCharsets.UTF_8)))
                    : Reply.json(writer);
        });
    }

    private Request request(Fields fields) {
        JsonNode prompt = fields.at("prompt");
        if (prompt.isMissingNode()) {
            throw RequestException.invalid("prompt", "must be given, was absent");
        }
        List<TokenIds> prompts = Prompts.of("prompt", prompt, model);
        int samples = fields.number("n_cmpl", 1, 1, SamplingFields.MOST_SAMPLES);
        int probs = fields.number("n_probs", 0, 0, Integer.MAX_VALUE);
        OptionalLong seed = fields.whole("seed");
        List<Generation> generations = new ArrayList<>();
        for (TokenIds one : prompts) {
            model.check(one, 1);
            generations.add(new Generation(
                    model.newId(),
                    one,
                    samples,
                    LlamaSampling.of(fields, model, model.contextTokens() - one.size()),
                    seed.isPresent() && seed.getAsLong() < 0 ? OptionalLong.empty() : seed,
                    probs == 0
                            ? Generation.Requested.NONE
                            : new Generation.Requested(LogProbs.Scale.RAW, Math.min(probs, model.vocabulary()))));
        }
        return new Request(fields, generations, prompts.size() > 1 || samples > 1);
    }

    private void write(JsonGenerator json, Request request, List<List<Sampled>> sampled) throws IOException {
        if (request.list()) {
            json.writeStartArray();
        }
        int index = 0;
        for (int p = 0; p < sampled.size(); p++) {
            for (Sampled one : sampled.get(p)) {
                write(json, request, request.generations().get(p), one, index++);
            }
        }
        if (request.list()) {
            json.writeEndArray();
        }
    }

    private void write(JsonGenerator json, Request request, Generation generation, Sampled sampled, int index)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeStringField("content", model.tokenizer().decode(sampled.text()));
        Names.writeIds(
                json, "tokens", request.fields().flag("return_tokens", false) ? sampled.tokens() : TokenIds.EMPTY);
        json.writeNumberField("id_slot", 0);
        json.writeBooleanField("stop", true);
        json.writeStringField("model", model.identity().name());
        json.writeNumberField("tokens_predicted", sampled.tokens().size());
        json.writeNumberField("tokens_evaluated", generation.prompt().size());
        writeSettings(json, request.fields(), generation);
        json.writeStringField("prompt", model.tokenizer().written(generation.prompt()));
        json.writeBooleanField("has_new_line", false);
        json.writeBooleanField("truncated", false);
        json.writeStringField("stop_type", sampled.finish() == FinishReason.STOP ? "eos" : "limit");
        json.writeStringField("stopping_word", "");
        json.writeNumberField("tokens_cached", 0);
        json.writeObjectFieldStart("timings");
        json.writeNumberField("prompt_n", generation.prompt().size());
        json.writeNumberField("predicted_n", sampled.tokens().size());
        json.writeEndObject();
        if (generation.logProbs().scale() != LogProbs.Scale.NONE) {
            writeScores(json, sampled.scored());
        }
        json.writeEndObject();
    }

    /** The settings as they were applied. */
    private static void writeSettings(JsonGenerator json, Fields fields, Generation generation) throws IOException {
        json.writeObjectFieldStart("generation_settings");
        json.writeNumberField("n_predict", generation.sampling().maxTokens());
        json.writeNumberField("seed", generation.seed().orElse(-1));
        json.writeNumberField("temperature", generation.sampling().temperature());
        json.writeNumberField("top_k", generation.sampling().topK());
        json.writeNumberField("top_p", generation.sampling().topP());
        json.writeNumberField("min_p", 0.0);
        json.writeNumberField("n_probs", generation.logProbs().top());
        json.writeArrayFieldStart("samplers");
        for (String sampler : LlamaSampling.samplers(fields)) {
            json.writeString(sampler);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeScores(JsonGenerator json, List<ScoredToken> tokens) throws IOException {
        ScoredTokens.write(json, "completion_probabilities", tokens, this::writeToken);
    }

    private void writeToken(JsonGenerator json, ScoredToken token) throws IOException {
        String text = model.tokenizer().written(new TokenIds(token.id()));
        json.writeNumberField("id", token.id());
        json.writeStringField("token", text);
        ScoredTokens.writeBytes(json, text);
        json.writeNumberField("logprob", Names.finite(token.logProb()));
    }
}
