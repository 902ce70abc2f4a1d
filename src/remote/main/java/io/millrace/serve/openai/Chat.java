package io.millrace.serve.openai;

import com.fasterxml.jackson.core.JsonGenerator;
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
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** {@code /v1/chat/completions}: conversations, formatted with the model's chat template. */
final class Chat {
    private final ServedModel model;
    private final ServeConfig config;
    private final LogProbs.Scale scale;

    /** @param scale of the log-probabilities */
    Chat(ServedModel model, ServeConfig config, LogProbs.Scale scale) {
        this.model = model;
        this.config = config;
        this.scale = scale;
    }

    CompletableFuture<Reply> answer(Call call) {
        Fields fields = call.fields();
        Names.checkModel(fields, model);
        TokenIds prompt = Prompts.conversation(fields.at("messages"), model);
        model.check(prompt, 1);
        int room = model.contextTokens() - prompt.size();
        String limit = fields.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        int maxTokens = fields.number(limit, room, 1, Integer.MAX_VALUE);
        model.check(prompt, maxTokens);
        fields.off("tools", 0);
        fields.off("response_format", 0);
        OptionalInt top = fields.flag("logprobs", false)
                ? OptionalInt.of(
                        LogProbFields.top(fields, "top_logprobs", model, config).orElse(0))
                : OptionalInt.empty();
        if (top.isEmpty() && fields.number("top_logprobs", 0, 0, Integer.MAX_VALUE) > 0) {
            throw RequestException.invalid("top_logprobs", "must be absent unless logprobs is true");
        }
        Generation generation = new Generation(
                fields.text("request_id").orElseGet(model::newId),
                prompt,
                SamplingFields.samples(fields),
                SamplingFields.of(fields, model, maxTokens),
                fields.whole("seed"),
                LogProbFields.requested(top, scale));
        boolean stream = fields.flag("stream", false);
        boolean ids = fields.flag("return_token_ids", false);
        return model.generate(List.of(generation), call)
                .thenApply(sampled -> stream
                        ? stream(generation, sampled.get(0))
                        : Reply.json(json -> write(json, generation, sampled.get(0), ids)));
    }

    /** The engine returns whole responses, so each is one event. */
    private Reply stream(Generation generation, List<Sampled> sampled) {
        List<String> events = new ArrayList<>();
        for (Sampled one : sampled) {
            events.add(text(json -> {
                writeHead(json, generation, "chat.completion.chunk");
                json.writeArrayFieldStart("choices");
                json.writeStartObject();
                json.writeNumberField("index", one.index());
                writeMessage(json, "delta", one);
                json.writeStringField("finish_reason", Names.of(one.finish()));
                json.writeEndObject();
                json.writeEndArray();
                json.writeEndObject();
            }));
        }
        events.add("[DONE]");
        return Reply.events(events);
    }

    private static String text(Reply.JsonWriter writer) {
        return new String(Reply.bytes(writer), StandardCharsets.UTF_8);
    }

    private void write(JsonGenerator json, Generation generation, List<Sampled> sampled, boolean ids)
            throws IOException {
        writeHead(json, generation, "chat.completion");
        json.writeArrayFieldStart("choices");
        long tokens = 0;
        for (Sampled one : sampled) {
            json.writeStartObject();
            json.writeNumberField("index", one.index());
            writeMessage(json, "message", one);
            if (generation.logProbs().scale() == LogProbs.Scale.NONE) {
                json.writeNullField("logprobs");
            } else {
                writeLogProbs(json, one.scored());
            }
            json.writeStringField("finish_reason", Names.of(one.finish()));
            Names.writeStopReason(json, model, one);
            if (ids) {
                Names.writeIds(json, "token_ids", one.tokens());
            }
            json.writeEndObject();
            tokens += one.tokens().size();
        }
        json.writeEndArray();
        Names.writeUsage(json, generation.prompt().size(), tokens);
        if (ids) {
            Names.writeIds(json, "prompt_token_ids", generation.prompt());
        }
        json.writeEndObject();
    }

    private void writeHead(JsonGenerator json, Generation generation, String object) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", "chatcmpl-" + generation.id());
        json.writeStringField("object", object);
        json.writeNumberField("created", model.identity().created());
        json.writeStringField("model", model.identity().name());
    }

    private void writeMessage(JsonGenerator json, String name, Sampled sampled) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("role", "assistant");
        json.writeStringField("content", model.tokenizer().decode(sampled.text()));
        json.writeEndObject();
    }

    private void writeLogProbs(JsonGenerator json, List<ScoredToken> tokens) throws IOException {
        json.writeObjectFieldStart("logprobs");
        ScoredTokens.write(json, "content", tokens, this::writeToken);
        json.writeEndObject();
    }

    private void writeToken(JsonGenerator json, ScoredToken token) throws IOException {
        String text = model.tokenizer().written(new TokenIds(token.id()));
        json.writeStringField("token", text);
        json.writeNumberField("logprob", Names.finite(token.logProb()));
        ScoredTokens.writeBytes(json, text);
    }
}
