package io.millrace.reward;

import io.millrace.plugin.Extension;
import io.millrace.plugin.Problems;

/**
 * A reward of the list {@code rewards} with its options: a record that is named in a file {@code
 * META-INF/services/io.millrace.reward.RewardType}.
 *
 * <p>The list gives it its name and its weight, and says which responses it is for; see {@link RewardConfig}.
 */
public interface RewardType extends Extension {
    /**
     * Makes the rule with these options. What the rule may look at is its type: a {@link ResponseReward} is asked where responses are
     * graded, and so is a {@link GroupReward}; a {@link BatchReward} where batches are composed.
     *
     * <p>Called more than once, also where the rule is not asked; the rule is stateless and thread-safe.
     */
    RewardRule create(RewardContext context);

    /** Reports options that do not fit the rest of the configuration; called before the run starts. */
    default void check(RewardSettings settings, Problems problems) {}
}
