package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * REA-RL.
 *
 * @param enabled whether it is used
 * @param revise revisions of sampled responses
 * @param lengthReward weight of the refined length reward, at least 0; 0 turns it off
 * @param reflectionReward reward for thinking that turns back on itself
 */
public record ReaRlConfig(
        boolean enabled, ReviseConfig revise, double lengthReward, ReflectionRewardConfig reflectionReward) {
    public ReaRlConfig {
        requireNonNull(revise, "revise");
        requireNonNull(reflectionReward, "reflectionReward");
        Require.that(
                lengthReward >= 0 && Double.isFinite(lengthReward),
                "rearl: lengthReward must be >= 0 and finite, was %s",
                lengthReward);
    }

    /** Whether groups are revised. */
    public boolean revises() {
        return enabled && revise.enabled();
    }

    /** Whether right responses earn more the shorter they are. */
    public boolean rewardsLength() {
        return enabled && lengthReward > 0;
    }

    /** Whether responses earn something for reflection. */
    public boolean rewardsReflection() {
        return enabled && reflectionReward.weight() > 0;
    }

    /** Whether the base model's own reflection must be measured. */
    public boolean measures() {
        return rewardsReflection() && reflectionReward.fixed().isEmpty();
    }
}
