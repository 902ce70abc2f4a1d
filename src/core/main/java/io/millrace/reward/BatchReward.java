package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.model.Mean;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/**
 * A reward that considers all groups that are trained on together: those of a round, or of one shard's part of it. Stateless and
 * thread-safe.
 *
 * <p>Replays are not among them: they keep the reward that they were stored with.
 */
@FunctionalInterface
public non-sealed interface BatchReward extends RewardRule {
    /**
     * Result of a rule.
     *
     * @param rewards additional reward of each response of each group, in order; 0 if the rule does not apply to it
     * @param figures figures of the batch by metric name
     */
    record Scores(List<double[]> rewards, Map<String, Mean> figures) {
        public Scores {
            rewards = List.copyOf(rewards);
            figures = OrderedMap.copyOf(figures);
        }
    }

    /**
     * Scores a batch.
     *
     * @param groups the groups of responses that have a verdict; there may be none, and one may be empty
     */
    Scores score(List<List<GradedResponse>> groups);
}
