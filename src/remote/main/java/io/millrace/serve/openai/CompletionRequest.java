package io.millrace.serve.openai;

import static java.util.Objects.requireNonNull;

import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.serve.Fields;
import io.millrace.serve.Generation;
import io.millrace.serve.RequestException;
import io.millrace.serve.ServeConfig;
import io.millrace.serve.ServedModel;
import java.util.List;
import java.util.OptionalInt;

/**
 * A request to {@code /v1/completions}.
 *
 * @param generations the responses to sample, by prompt
 * @param promptTop number of alternatives for each token of the prompt; empty for no scores of the prompt
 * @param echo whether the answer repeats the prompt
 * @param onlyEcho whether it has nothing else
 * @param ids whether it has token ids
 * @param idsAsText whether it names tokens by their ids
 * @param stream whether it is a stream of events
 */
record CompletionRequest(
        List<Generation> generations,
        OptionalInt promptTop,
        boolean echo,
        boolean onlyEcho,
        boolean ids,
        boolean idsAsText,
        boolean stream) {
    CompletionRequest {
        generations = List.copyOf(generations);
        requireNonNull(promptTop, "promptTop");
    }

    static CompletionRequest of(Fields fields, ServedModel model, ServeConfig config, LogProbs.Scale scale) {
        Names.checkModel(fields, model);
        if (!fields.has("prompt")) {
            throw RequestException.invalid("prompt", "must be given, was absent");
        }
        int maxTokens = SamplingFields.maxTokens(fields);
        boolean echo = fields.flag("echo", false);
        if (maxTokens == 0 && !echo) {
            throw RequestException.invalid("max_tokens", "must be at least 1, got 0.");
        }
        OptionalInt top = LogProbFields.top(fields, "logprobs", model, config);
        OptionalInt promptTop = LogProbFields.top(fields, "prompt_logprobs", model, config);
        boolean stream = fields.flag("stream", false);
        if (stream && promptTop.isPresent()) {
            throw RequestException.invalid("prompt_logprobs", "must be absent when stream is true");
        }
        Sampling sampling = SamplingFields.of(fields, model, maxTokens);
        List<TokenIds> prompts = Prompts.of("prompt", fields.at("prompt"), model);
        prompts.forEach(prompt -> model.check(prompt, Math.max(1, maxTokens)));
        String id = fields.text("request_id").orElseGet(model::newId);
        int samples = SamplingFields.samples(fields);
        return new CompletionRequest(
                prompts.stream()
                        .map(prompt -> new Generation(
                                id,
                                prompt,
                                samples,
                                sampling,
                                fields.whole("seed"),
                                LogProbFields.requested(top, scale)))
                        .toList(),
                promptTop.isPresent() || !echo ? promptTop : top,
                echo,
                maxTokens == 0,
                fields.flag("return_token_ids", false),
                fields.flag("return_tokens_as_token_ids", false),
                stream);
    }

    String id() {
        return generations.get(0).id();
    }
}
