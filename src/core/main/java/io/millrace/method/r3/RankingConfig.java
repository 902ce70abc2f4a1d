package io.millrace.method.r3;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;

/**
 * Structural entropy ranking reward.
 *
 * @param enabled whether it is used
 * @param peakShare p, the share of a response's tokens whose entropies are its peaks, in (0, 1]
 * @param maxReward R_max, reward of the first rank, above 0; should stay below the reward of a correct response
 * @param failed whether all incorrect responses are ranked; false ranks only those truncated by the token limit
 */
public record RankingConfig(
        @Default("false") boolean enabled,
        @Default("0.1") double peakShare,
        @Default("0.5") double maxReward,
        @Default("false") boolean failed) {
    public RankingConfig {
        OptionRules rules = new OptionRules("ranking");
        rules.that(peakShare > 0 && peakShare <= 1, "peakShare", "must be in (0, 1], was %s", peakShare);
        rules.that(
                maxReward > 0 && Double.isFinite(maxReward), "maxReward", "must be > 0 and finite, was %s", maxReward);
        rules.done();
    }
}
