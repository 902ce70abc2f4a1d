package io.millrace.curriculum;

import io.millrace.check.OptionRules;

/**
 * Preference for training prompts by pass rate.
 *
 * @param enabled whether prompts are preferred by their pass rates
 * @param floor share of the visits that iterate over all prompts, epoch after epoch, regardless of their pass rates; in 0.001..1; 1
 *     prefers none
 * @param low minimum pass rate of a preferred prompt, in 0..high
 * @param high maximum pass rate of a preferred prompt, in low..1
 * @param decay weight of a prompt's previous pass rate in the update by a visit, in 0..0.99; the visit has the remaining weight
 */
public record CurriculumConfig(boolean enabled, double floor, double low, double high, double decay) {
    private static final double MIN_FLOOR = 0.001;
    private static final double MAX_DECAY = 0.99;

    public CurriculumConfig {
        OptionRules rules = new OptionRules("curriculum");
        rules.that(
                floor >= MIN_FLOOR && floor <= 1,
                "floor",
                "must be in %s..1, was %s: otherwise prompts might never be visited again",
                MIN_FLOOR,
                floor);
        rules.that(low >= 0 && low <= 1, "low", "must be in 0..1, was %s", low);
        rules.that(high >= low && high <= 1, "high", "must be in low..1 = %s..1, was %s", low, high);
        rules.that(decay >= 0 && decay <= MAX_DECAY, "decay", "must be in 0..%s, was %s", MAX_DECAY, decay);
        rules.done();
    }

    /** Whether a prompt is preferred: it was never visited, or its pass rate is neither too low nor too high. */
    boolean prefers(PassRates rates, int index) {
        double rate = rates.rate(index);
        return !rates.seen(index) || rate >= low && rate <= high;
    }
}
