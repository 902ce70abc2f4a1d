package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.util.OptionalDouble;

/**
 * The reflection reward.
 *
 * @param weight maximum reward for reflection, at least 0; 0 turns it off
 * @param threshold maximum number of thinking tokens per mark that still earns the full reward, above 0; {@code auto} measures it before the first step as 1
 *     over the 0.2-quantile of the base model's density
 * @param samples number of responses of the base model to measure it on, each to a different training prompt if there are enough, at least 1
 */
public record ReflectionRewardConfig(
        @Default("1.0") double weight,
        @Default("auto") String threshold,
        @Default("256") int samples) {
    private static final String AUTO = "auto";

    public ReflectionRewardConfig {
        requireNonNull(threshold, "threshold");
        OptionRules rules = new OptionRules("reflectionReward");
        rules.that(weight >= 0 && Double.isFinite(weight), "weight", "must be >= 0 and finite, was %s", weight);
        rules.that(
                threshold.equals(AUTO) || number(threshold) > 0,
                "threshold",
                "must be auto or a finite number > 0, was %s",
                threshold);
        rules.that(samples >= 1, "samples", "must be >= 1, was %d", samples);
        rules.done();
    }

    /** The threshold, if it is a number. */
    public OptionalDouble fixed() {
        return threshold.equals(AUTO) ? OptionalDouble.empty() : OptionalDouble.of(number(threshold));
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
