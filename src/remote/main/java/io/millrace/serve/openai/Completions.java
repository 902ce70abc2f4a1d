package io.millrace.serve.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.serve.Call;
import io.millrace.serve.Generation;
import io.millrace.serve.Reply;
import io.millrace.serve.Sampled;
import io.millrace.serve.ScoredToken;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /v1/completions} in vLLM's form: prompts as text or token ids. */
final class Completions {
    private final ServedModel model;
    private final ServeConfig config;
    private final LogProbs.Scale scale;

    /** @param scale of the log-probabilities */
    Completions(ServedModel model, ServeConfig config, LogProbs.Scale scale) {
        this.model = model;
        this.config = config;
        this.scale = scale;
    }

    CompletableFuture<Reply> answer(Call call) {
        CompletionRequest request = CompletionRequest.of(call.fields(), model, config, scale);
        List<CompletableFuture<List<ScoredToken>>> prompts = request.generations().stream()
                .map(one -> request.promptTop().isPresent()
                        ? model.promptScores(one.prompt(), request.promptTop().getAsInt())
                        : CompletableFuture.completedFuture(List.<ScoredToken>of()))
                .toList();
        return CompletableFuture.allOf(prompts.toArray(CompletableFuture[]::new))
                .thenCompose(scored -> model.generate(request.generations(), call))
                .thenApply(sampled -> reply(
                        request, prompts.stream().map(CompletableFuture::join).toList(), sampled));
    }

    private Reply reply(CompletionRequest request, List<List<ScoredToken>> prompts, List<List<Sampled>> sampled) {
        Reply.JsonWriter writer = json -> write(json, request, prompts, sampled);
        return request.stream()
                ? Reply.events(List.of(new String(Reply.bytes(writer), StandardCharsets.UTF_8), "[DONE]"))
                : Reply.json(writer);
    }

    private void write(
            JsonGenerator json, CompletionRequest request, List<List<ScoredToken>> prompts, List<List<Sampled>> sampled)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", "cmpl-" + request.id());
        json.writeStringField("object", "text_completion");
        json.writeNumberField("created", model.identity().created());
        json.writeStringField("model", model.identity().name());
        json.writeArrayFieldStart("choices");
        int index = 0;
        long promptTokens = 0;
        long completionTokens = 0;
        for (int p = 0; p < sampled.size(); p++) {
            Generation generation = request.generations().get(p);
            promptTokens += generation.prompt().size();
            for (Sampled one : sampled.get(p)) {
                writeChoice(json, request, new Choice(index++, generation, prompts.get(p), one));
                completionTokens += one.tokens().size();
            }
        }
        json.writeEndArray();
        Names.writeUsage(json, promptTokens, completionTokens);
        json.writeEndObject();
    }

    /** One response with its prompt, whose scores are empty if none were requested. */
    private record Choice(int index, Generation generation, List<ScoredToken> promptScores, Sampled sampled) {}

    private void writeChoice(JsonGenerator json, CompletionRequest request, Choice choice) throws IOException {
        Sampled sampled = choice.sampled();
        json.writeStartObject();
        json.writeNumberField("index", choice.index());
        String text = request.onlyEcho() ? "" : model.tokenizer().decode(sampled.text());
        json.writeStringField(
                "text",
                request.echo() ? model.tokenizer().decode(choice.generation().prompt()) + text : text);
        json.writeStringField("finish_reason", Names.of(sampled.finish()));
        Names.writeStopReason(json, model, sampled);
        if (request.ids()) {
            Names.writeIds(json, "token_ids", request.onlyEcho() ? TokenIds.EMPTY : sampled.tokens());
            Names.writeIds(json, "prompt_token_ids", choice.generation().prompt());
        }
        if (request.promptTop().isPresent() && !request.echo()) {
            LogProbFields.writePrompt(json, choice.promptScores(), model);
        }
        if (choice.generation().logProbs().scale() == LogProbs.Scale.NONE) {
            json.writeNullField("logprobs");
        } else {
            writeLogProbs(json, request, choice);
        }
        json.writeEndObject();
    }

    private void writeLogProbs(JsonGenerator json, CompletionRequest request, Choice choice) throws IOException {
        List<@Nullable ScoredToken> tokens = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (request.echo()) {
            tokens.add(null);
            names.add(name(request, choice.generation().prompt().ids()[0]));
            choice.promptScores().forEach(token -> add(request, token, tokens, names));
        }
        if (!request.onlyEcho()) {
            choice.sampled().scored().forEach(token -> add(request, token, tokens, names));
        }
        json.writeObjectFieldStart("logprobs");
        json.writeArrayFieldStart("tokens");
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
        writeValues(json, tokens);
        writeTop(json, request, tokens);
        json.writeArrayFieldStart("text_offset");
        int offset = 0;
        for (String name : names) {
            json.writeNumber(offset);
            offset += name.length();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void add(
            CompletionRequest request, ScoredToken token, List<@Nullable ScoredToken> tokens, List<String> names) {
        tokens.add(token);
        names.add(name(request, token.id()));
    }

    private static void writeValues(JsonGenerator json, List<@Nullable ScoredToken> tokens) throws IOException {
        json.writeArrayFieldStart("token_logprobs");
        for (ScoredToken token : tokens) {
            if (token == null) {
                json.writeNull();
            } else {
                json.writeNumber(Names.finite(token.logProb()));
            }
        }
        json.writeEndArray();
    }

    /** The sampled token first, then its alternatives. Tokens of the same name collide, unless ids were requested as names. */
    private void writeTop(JsonGenerator json, CompletionRequest request, List<@Nullable ScoredToken> tokens)
            throws IOException {
        json.writeArrayFieldStart("top_logprobs");
        for (ScoredToken token : tokens) {
            if (token == null) {
                json.writeNull();
                continue;
            }
            Map<String, Float> top = new LinkedHashMap<>();
            top.put(name(request, token.id()), Names.finite(token.logProb()));
            token.top().forEach(other -> top.putIfAbsent(name(request, other.id()), Names.finite(other.logProb())));
            json.writeStartObject();
            for (Map.Entry<String, Float> one : top.entrySet()) {
                json.writeNumberField(one.getKey(), one.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private String name(CompletionRequest request, int id) {
        return request.idsAsText() ? "token_id:" + id : model.tokenizer().written(new TokenIds(id));
    }
}
