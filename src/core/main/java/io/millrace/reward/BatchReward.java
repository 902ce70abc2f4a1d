package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.model.Mean;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/**
 * A reward that looks at all groups that are trained together: those of a round, or of one shard's part of it. Stateless and
 * thread-safe.
 *
 * <p>What memory replays is not among them: it keeps the reward that it is remembered with.
 */
@FunctionalInterface
public non-sealed interface BatchReward extends RewardRule {
    /**
     * Result of a rule.
     *
     * @param rewards what each response of each group earns on top of what it has, in order; 0 for one that it does not concern
     * @param figures what can be told of the batch, by metric name
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
     * @param groups of responses that have a verdict; there may be none, and one may be empty
     */
    Scores score(List<List<GradedResponse>> groups);
}
