package io.millrace.eval;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.millrace.check.Require;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/**
 * Results of a policy on held-out prompts. Means are over prompts with a graded response, each counting the same; NaN without any.
 *
 * @param prompts number of sampled prompts
 * @param failed prompts that the engine could not sample
 * @param responses responses that have a verdict
 * @param ungraded responses without one
 * @param reward mean total reward
 * @param accuracy mean share of correct responses, 0..1: pass@1
 * @param passAt pass@k for ascending k, from 1 to the number of samples per prompt
 * @param tokens mean response length in tokens
 * @param truncated mean share of responses cut by the token limit, 0..1
 * @param metrics mean values of the environments and tools by name, such as {@code tool_calls}
 * @param firstFailure reason why the first prompt failed or the first response stayed ungraded; empty if none did
 */
public record Evaluation(
        int prompts,
        int failed,
        int responses,
        int ungraded,
        double reward,
        double accuracy,
        List<PassAt> passAt,
        double tokens,
        double truncated,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Double> metrics,
        String firstFailure) {
    /**
     * The probability that at least one of k responses is correct.
     *
     * @param k at least 1
     * @param value 0..1; NaN if no prompt has k graded responses
     */
    public record PassAt(int k, double value) {
        public PassAt {
            Require.that(k >= 1, "pass@k: k must be >= 1, was %d", k);
        }
    }

    public Evaluation {
        requireNonNull(firstFailure, "firstFailure");
        passAt = List.copyOf(passAt);
        metrics = OrderedMap.copyOf(metrics);
        Require.that(failed >= 0 && failed <= prompts, "evaluation: failed must be in 0..%d, was %d", prompts, failed);
    }

    /** Without metrics. */
    public Evaluation(
            int prompts,
            int failed,
            int responses,
            int ungraded,
            double reward,
            double accuracy,
            List<PassAt> passAt,
            double tokens,
            double truncated,
            String firstFailure) {
        this(prompts, failed, responses, ungraded, reward, accuracy, passAt, tokens, truncated, Map.of(), firstFailure);
    }
}
