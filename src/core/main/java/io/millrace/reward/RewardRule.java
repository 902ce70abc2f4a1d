package io.millrace.reward;

/** A rule for rewards. Its type defines the data that it may use. */
public sealed interface RewardRule permits ResponseReward, GroupReward, BatchReward {
    /** Names the component of the reward, unless the list {@code rewards} does. */
    default String name() {
        return getClass().getSimpleName();
    }
}
