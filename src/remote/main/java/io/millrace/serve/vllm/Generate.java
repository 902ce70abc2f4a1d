package io.millrace.serve.vllm;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
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
import io.millrace.serve.openai.LogProbFields;
import io.millrace.serve.openai.Names;
import io.millrace.serve.openai.SamplingFields;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** {@code /inference/v1/generate}: tokens in, tokens out. */
final class Generate {
    private final ServedModel model;
    private final ServeConfig config;

    Generate(ServedModel model, ServeConfig config) {
        this.model = model;
        this.config = config;
    }

    CompletableFuture<Reply> answer(Call call) {
        Fields fields = call.fields();
        Names.checkModel(fields, model);
        if (!fields.has("token_ids")) {
            throw RequestException.invalid("token_ids", "must be given, was absent");
        }
        if (fields.flag("stream", false)) {
            throw RequestException.invalid("stream", "must be false, since this server answers as a whole");
        }
        Fields options = fields.object("sampling_params");
        int maxTokens = SamplingFields.maxTokens(options);
        if (maxTokens == 0) {
            throw RequestException.invalid("max_tokens", "must be at least 1, got 0.");
        }
        TokenIds prompt = Fields.ids("token_ids", fields.at("token_ids"));
        model.check(prompt, maxTokens);
        Generation generation = new Generation(
                fields.text("request_id").orElseGet(model::newId),
                prompt,
                SamplingFields.samples(options),
                SamplingFields.of(options, model, maxTokens),
                options.whole("seed"),
                LogProbFields.requested(LogProbFields.top(options, "logprobs", model, config), LogProbs.Scale.RAW));
        OptionalInt promptTop = LogProbFields.top(options, "prompt_logprobs", model, config);
        CompletableFuture<List<ScoredToken>> scores = promptTop.isPresent()
                ? model.promptScores(prompt, promptTop.getAsInt())
                : CompletableFuture.completedFuture(List.of());
        return scores.thenCompose(scored -> model.generate(List.of(generation), call)
                .thenApply(sampled -> Reply.json(json -> {
                    json.writeStartObject();
                    json.writeStringField("request_id", generation.id());
                    json.writeStringField("output_mode", "tokens");
                    json.writeArrayFieldStart("choices");
                    for (Sampled one : sampled.get(0)) {
                        writeChoice(json, generation, one);
                    }
                    json.writeEndArray();
                    if (promptTop.isPresent()) {
                        LogProbFields.writePrompt(json, scored, model);
                    } else {
                        json.writeNullField("prompt_logprobs");
                    }
                    json.writeEndObject();
                })));
    }

    private void writeChoice(JsonGenerator json, Generation generation, Sampled sampled) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", sampled.index());
        Names.writeIds(json, "token_ids", sampled.tokens());
        json.writeStringField("finish_reason", Names.of(sampled.finish()));
        Names.writeStopReason(json, model, sampled);
        if (generation.logProbs().scale() == LogProbs.Scale.NONE) {
            json.writeNullField("logprobs");
        } else {
            writeLogProbs(json, sampled.scored());
        }
        json.writeArrayFieldStart("weight_versions");
        for (VersionSpan span : sampled.spans()) {
            json.writeStartObject();
            json.writeStringField("version", model.weights().label(span));
            json.writeNumberField("start", span.from());
            json.writeNumberField("end", span.to());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeLogProbs(JsonGenerator json, List<ScoredToken> tokens) throws IOException {
        json.writeObjectFieldStart("logprobs");
        ScoredTokens.write(json, "content", tokens, Generate::writeToken);
        json.writeEndObject();
    }

    private static void writeToken(JsonGenerator json, ScoredToken token) throws IOException {
        json.writeNumberField("token_id", token.id());
        json.writeNumberField("logprob", Names.finite(token.logProb()));
        if (token.rank() > 0) {
            json.writeNumberField("rank", token.rank());
        } else {
            json.writeNullField("rank");
        }
    }
}
