package io.millrace.serve.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.policy.Sampling;
import io.millrace.serve.Fields;
import io.millrace.serve.RequestException;
import io.millrace.serve.ServedModel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sampling options of llama.cpp's requests with its defaults: temperature 0.8, top_k 40, top_p 0.95. Its min_p of 0.05 is left out,
 * since policy engines have none, and an explicit one is rejected. A list of samplers without a filter switches that filter off.
 */
final class LlamaSampling {
    private static final List<String> KNOWN = List.of("top_k", "top_p", "temperature");

    private LlamaSampling() {}

    /**
     * The sampling settings.
     *
     * @param room tokens left in the context after the prompt
     */
    static Sampling of(Fields fields, ServedModel model, int room) {
        for (String option :
                List.of("presence_penalty", "frequency_penalty", "dry_multiplier", "xtc_probability", "mirostat")) {
            fields.off(option, 0);
        }
        for (String option :
                List.of("stop", "grammar", "json_schema", "logit_bias", "dynatemp_range", "post_sampling_probs")) {
            fields.off(option, 0);
        }
        fields.off("repeat_penalty", 1);
        fields.off("typical_p", 1);
        if (isOn(fields, "min_p")) {
            fields.off("min_p", 0);
        }
        int topK = fields.number("top_k", 40, -1, Integer.MAX_VALUE);
        double topP = fields.decimal("top_p", 0.95, 0, 1);
        boolean filtersK = isOn(fields, "top_k") && topK > 0 && topK < model.vocabulary();
        return new Sampling(
                isOn(fields, "temperature") ? fields.decimal("temperature", 0.8, 0, 1e6) : 1,
                isOn(fields, "top_p") && topP > 0 ? topP : 1,
                filtersK ? topK : 0,
                maxTokens(fields, room),
                fields.flag("ignore_eos", false) ? List.of() : model.tokenizer().stopIds(),
                0);
    }

    private static int maxTokens(Fields fields, int room) {
        String name = fields.has("n_predict") ? "n_predict" : "max_tokens";
        int asked = fields.number(name, -1, -1, Integer.MAX_VALUE);
        if (asked == 0) {
            throw RequestException.invalid(
                    name, "must be -1 or >= 1, since this server samples at least one token, was 0");
        }
        return asked < 0 ? room : asked;
    }

    private static boolean isOn(Fields fields, String sampler) {
        if (!fields.has("samplers")) {
            return true;
        }
        JsonNode samplers = fields.at("samplers");
        if (!samplers.isArray()) {
            throw RequestException.invalid("samplers", "must be a list of names");
        }
        return IntStream.range(0, samplers.size())
                .anyMatch(i -> samplers.get(i).asText().equals(sampler));
    }

    /** The samplers that are applied, in llama.cpp's order. */
    static List<String> samplers(Fields fields) {
        return KNOWN.stream().filter(sampler -> isOn(fields, sampler)).toList();
    }
}
