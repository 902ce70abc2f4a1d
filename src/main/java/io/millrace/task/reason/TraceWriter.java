package io.millrace.task.reason;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes how a problem is solved: all steps once, then re-checks, each a paragraph of its own that begins with a reflection mark
 * and states the last steps again.
 *
 * <pre>
 *   C=3+4=7;D=7*7=8.
 *
 *   wait D=7*7=9.
 * </pre>
 *
 * <p>A step is computed from the values that were stated last, so a mistake goes on into the steps after it until a re-check
 * repairs it; the value that was stated last of all is the answer.
 */
final class TraceWriter {
    /** What a re-check begins with. */
    static final List<String> MARKS = List.of("wait ", "but ", "check ", "alternatively ");

    /** More re-checks than any limit leaves room for. */
    private static final int ENDLESS = 60;

    private final int modulus;
    private final TraceConfig config;
    private final Facts facts;

    TraceWriter(int modulus, TraceConfig config) {
        this.modulus = modulus;
        this.config = config;
        this.facts = new Facts(modulus, config);
    }

    /**
     * A trace.
     *
     * @param thinking without tags and the line breaks next to them
     * @param answer the value that it comes to
     */
    record Written(String thinking, int answer) {}

    /**
     * A trace that comes to an end.
     *
     * @param noise share of first statements that are wrong, in [0, 1]
     */
    Written write(Problem problem, double noise, RandomGenerator random) {
        boolean unchecked = random.nextDouble() < config.unchecked();
        int rechecks = unchecked ? 0 : 1 + random.nextInt(config.mostRechecks());
        return write(problem, noise, rechecks, config.mostSteps(), random);
    }

    /** A trace that goes on for longer than any limit. */
    Written endless(Problem problem, double noise, RandomGenerator random) {
        return write(problem, noise, ENDLESS, Integer.MAX_VALUE, random);
    }

    private Written write(Problem problem, double noise, int rechecks, int mostSteps, RandomGenerator random) {
        Draft draft = new Draft(problem, noise, random);
        int steps = problem.steps().size();
        draft.pass(0);
        int stated = steps;
        for (int i = 0; i < rechecks; i++) {
            int from = from(steps, random);
            stated += steps - from;
            if (stated > mostSteps) {
                break;
            }
            draft.recheck(from);
        }
        return new Written(draft.text.toString(), draft.values[steps - 1]);
    }

    private int from(int steps, RandomGenerator random) {
        return random.nextDouble() < config.whole() ? 0 : steps - 1 - random.nextInt(Math.max(1, steps - 1));
    }

    /** A trace as far as it is written. */
    private final class Draft {
        private final StringBuilder text = new StringBuilder();
        private final Problem problem;
        private final double noise;
        private final RandomGenerator random;
        private final int[] values;
        private final int[] lefts;
        private final int[] rights;

        private Draft(Problem problem, double noise, RandomGenerator random) {
            this.problem = problem;
            this.noise = noise;
            this.random = random;
            int steps = problem.steps().size();
            values = new int[steps];
            lefts = new int[steps];
            rights = new int[steps];
        }

        private void pass(int from) {
            for (int i = from; i < values.length; i++) {
                Step step = problem.steps().get(i);
                state(
                        i,
                        facts.stated(
                                step.operation(),
                                step.left().in(values),
                                step.right().in(values),
                                noise,
                                random));
            }
        }

        private void recheck(int from) {
            text.append("\n\n").append(MARKS.get(random.nextInt(MARKS.size())));
            for (int i = from; i < values.length; i++) {
                state(i, rechecked(i));
            }
        }

        /** What was computed from other values before is computed anew, with as few mistakes as a repair leaves. */
        private int rechecked(int i) {
            Step step = problem.steps().get(i);
            int left = step.left().in(values);
            int right = step.right().in(values);
            if (left != lefts[i] || right != rights[i]) {
                return facts.stated(step.operation(), left, right, noise * config.repeats(), random);
            }
            int truth = step.operation().apply(left, right, modulus);
            boolean wrong = random.nextDouble() < (values[i] == truth ? config.breaks() : config.repeats());
            return wrong ? facts.wrong(step.operation(), left, right) : truth;
        }

        private void state(int i, int value) {
            Step step = problem.steps().get(i);
            text.append(problem.letter(i))
                    .append('=')
                    .append(step.filled(values))
                    .append('=')
                    .append(value);
            text.append(i == values.length - 1 ? '.' : ';');
            lefts[i] = step.left().in(values);
            rights[i] = step.right().in(values);
            values[i] = value;
        }
    }
}
