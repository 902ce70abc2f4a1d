package io.millrace.task.lookup;

import io.millrace.check.OptionRules;

/**
 * Options of the task lookup.
 *
 * @param modulus values of keys and the sum are in 0..modulus-1, in 2..10
 * @param keys number of keys that questions may contain, in 1..10
 * @param mostOperands maximum number of operands of a question, in 1..6
 * @param literals share of operands that are numbers and need no call, in [0, 1]
 * @param extraCalls probability of each further unnecessary call in solutions for supervised training, in [0, 1)
 * @param prompts number of generated prompts of each set, unless another is requested, at least 1
 */
public record LookupConfig(int modulus, int keys, int mostOperands, double literals, double extraCalls, int prompts) {
    public LookupConfig {
        OptionRules rules = new OptionRules("lookup");
        rules.that(modulus >= 2 && modulus <= 10, "modulus", "must be in 2..10, was %d", modulus);
        rules.that(
                keys >= 1 && keys <= Question.MOST_KEYS, "keys", "must be in 1..%d, was %d", Question.MOST_KEYS, keys);
        rules.that(mostOperands >= 1 && mostOperands <= 6, "mostOperands", "must be in 1..6, was %d", mostOperands);
        rules.that(literals >= 0 && literals <= 1, "literals", "must be in [0, 1], was %s", literals);
        rules.that(extraCalls >= 0 && extraCalls < 1, "extraCalls", "must be in [0, 1), was %s", extraCalls);
        rules.that(prompts >= 1, "prompts", "must be >= 1, was %d", prompts);
        rules.done();
    }
}
