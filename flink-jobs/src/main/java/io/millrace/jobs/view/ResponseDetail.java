package io.millrace.jobs.view;

import java.util.List;
import java.util.Map;

/**
 * A response with its tokens.
 *
 * @param line its figures
 * @param reason the verifier's reason
 * @param from the response that a replay repeats: {@code visit}, {@code sample}, {@code step}; empty if it is none
 * @param context kind of the prompt it was sampled under
 * @param logProb mean log-probability of the sampler, in nats per token; NaN if unknown
 * @param spans which policy sampled which tokens: {@code version}, {@code step}, {@code from}, {@code to}
 * @param turns turns of the environment, whose observations the policy read and did not sample; empty unless pieces were requested
 * @param tokens number of its tokens that the record holds, observations included; 0 if they were left out
 * @param text its text; empty if the tokens were left out, or if pieces were requested
 * @param pieces text by token; empty unless requested
 * @param ids its tokens; empty unless pieces were requested
 * @param logProbs log-probabilities of the sampler by token; empty if unknown or not requested
 * @param entropies of the policy at each token; empty if unknown or not requested
 * @param learner log-probabilities of the learner by token; empty if unknown or not requested
 */
public record ResponseDetail(
        ResponseLine line,
        String reason,
        Map<String, Long> from,
        String context,
        double logProb,
        List<Map<String, Long>> spans,
        List<TurnDetail> turns,
        int tokens,
        String text,
        List<String> pieces,
        int[] ids,
        float[] logProbs,
        float[] entropies,
        float[] learner) {}
