package io.millrace.serve.openai;

import io.millrace.policy.Sampling;
import io.millrace.serve.Fields;
import io.millrace.serve.GenerationDefaults;
import io.millrace.serve.RequestException;
import io.millrace.serve.ServedModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sampling options of vLLM's requests. An omitted one has the default of the model, otherwise that of OpenAI. */
public final class SamplingFields {
    /** vLLM's maximum number of responses per prompt, which holds for all dialects. */
    public static final int MOST_SAMPLES = 16384;

    private static final int DEFAULT_TOKENS = 16;

    private SamplingFields() {}

    /** The number of responses per prompt. */
    public static int samples(Fields fields) {
        return fields.number("n", 1, 1, MOST_SAMPLES);
    }

    /** The maximum response length; 16 if it is omitted. */
    public static int maxTokens(Fields fields) {
        return fields.number("max_tokens", DEFAULT_TOKENS, 0, Integer.MAX_VALUE);
    }

    /**
     * The sampling settings.
     *
     * @param maxTokens maximum response length, in tokens
     * @throws RequestException if an option is not valid or cannot be applied
     */
    public static Sampling of(Fields fields, ServedModel model, int maxTokens) {
        rejectOthers(fields);
        return common(fields, model, Math.max(1, maxTokens));
    }

    /**
     * The sampling settings whose options vLLM and SGLang name alike.
     *
     * @param maxTokens maximum response length, in tokens, at least 1
     * @throws RequestException if an option is not valid
     */
    public static Sampling common(Fields fields, ServedModel model, int maxTokens) {
        GenerationDefaults defaults = model.identity().defaults();
        double topP = fields.decimal("top_p", defaults.topP().orElse(1), 0, 1);
        if (!(topP > 0)) {
            throw RequestException.invalid("top_p", "must be in (0, 1], was " + topP);
        }
        int topK = fields.number("top_k", defaults.topK().orElse(0), -1, Integer.MAX_VALUE);
        return new Sampling(
                fields.decimal("temperature", defaults.temperature().orElse(1), 0, 1e6),
                topP,
                topK >= model.vocabulary() ? 0 : Math.max(0, topK),
                maxTokens,
                stopIds(fields, model),
                0);
    }

    private static void rejectOthers(Fields fields) {
        fields.off("min_p", 0);
        fields.off("repetition_penalty", 1);
        fields.off("presence_penalty", 0);
        fields.off("frequency_penalty", 0);
        fields.off("min_tokens", 0);
        fields.off("stop", 0);
        fields.off("logit_bias", 0);
        fields.off("bad_words", 0);
        fields.off("allowed_token_ids", 0);
        fields.off("logits_processors", 0);
        fields.off("use_beam_search", 0);
        fields.off("best_of", 1);
    }

    /** Those of the request, and those of the model unless they are to be ignored. */
    private static List<Integer> stopIds(Fields fields, ServedModel model) {
        Set<Integer> ids = new LinkedHashSet<>(fields.numbers("stop_token_ids"));
        if (!fields.flag("ignore_eos", false)) {
            ids.addAll(model.tokenizer().stopIds());
        }
        return new ArrayList<>(ids);
    }
}
