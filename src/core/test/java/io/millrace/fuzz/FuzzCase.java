package io.millrace.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A damaged input and its target, a function of seed and number.
 *
 * @param target the reader under test
 * @param input the damaged input
 * @param random the source of other random choices of the target
 */
record FuzzCase(FuzzTarget target, byte[] input, SplittableRandom random) {
    static FuzzCase of(List<FuzzTarget> targets, long seed, long number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        int all = targets.stream().mapToInt(FuzzTarget::weight).sum();
        int left = random.nextInt(all);
        int at = 0;
        while (left >= targets.get(at).weight()) {
            left -= targets.get(at++).weight();
        }
        FuzzTarget target = targets.get(at);
        byte[] valid = target.seeds().get(random.nextInt(target.seeds().size()));
        byte[] damaged = new Mutator(random, target.words()).damage(valid, target.form());
        return new FuzzCase(target, damaged, random);
    }

    /** The input in readable form. */
    String shown() {
        String text = new String(input, 0, Math.min(input.length, 1_000), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
