package io.millrace.reward;

/** A rule for rewards. What it may look at is its type. */
public sealed interface RewardRule permits ResponseReward, GroupReward, BatchReward {
    /** Names the component of the reward, unless the list {@code rewards} does. */
    default String name() {
        return getClass().getSimpleName();
    }
}
