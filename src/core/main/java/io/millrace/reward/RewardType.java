package io.millrace.reward;

import io.millrace.plugin.Extension;
import io.millrace.plugin.Problems;

/**
 * A reward of the list {@code rewards} with its options: a record that is named in a file
 * {@code META-INF/services/io.millrace.reward.RewardType}.
 *
 * <p>The list sets its name, its weight and the responses that it applies to; see {@link RewardConfig}.
 */
public interface RewardType extends Extension {
    /**
     * Creates the rule with these options. Its type defines the data that it may use: a {@link ResponseReward} and a
     * {@link GroupReward} run where responses are graded, a {@link BatchReward} runs where batches are composed.
     *
     * <p>May be called several times, even where the rule is not used; the rule is stateless and thread-safe.
     */
    RewardRule create(RewardContext context);

    /** Reports options that do not fit the rest of the configuration; called before the run starts. */
    default void check(RewardSettings settings, Problems problems) {}
}
