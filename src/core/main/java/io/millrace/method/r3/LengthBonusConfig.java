package io.millrace.method.r3;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;

/**
 * Length bonus.
 *
 * @param enabled whether it is used
 * @param maxTokens L_max, length in tokens at which the bonus reaches 0, at least 1
 * @param weight the weight of the bonus, above 0
 */
public record LengthBonusConfig(
        @Default("false") boolean enabled,
        @Default("32") int maxTokens,
        @Default("1.0") double weight) {
    public LengthBonusConfig {
        OptionRules rules = new OptionRules("lengthBonus");
        rules.that(maxTokens >= 1, "maxTokens", "must be >= 1, was %d", maxTokens);
        rules.that(weight > 0 && Double.isFinite(weight), "weight", "must be > 0 and finite, was %s", weight);
        rules.done();
    }
}
