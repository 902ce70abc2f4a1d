package io.millrace.task.reason;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes the solution of a problem: all steps once, then re-checks, each a separate paragraph that starts with a reflection mark
 * and restates a value and the steps after it.
 *
 * <pre>
 *   C=3;D=C+4=7;E=D*7=8.
 *
 *   wait D=7;E=D*7=9.
 * </pre>
 *
 * <p>A step is computed from the most recently stated values, so a mistake propagates to later steps; a re-check makes fewer
 * mistakes, so it pays off; the last stated value is the answer.
 */
final class TraceWriter {
    /** The marks that start a re-check. */
    static final List<String> MARKS = List.of("wait ", "but ", "check ", "alternatively ");

    /** More re-checks than fit into any limit. */
    private static final int ENDLESS = 60;

    private final int modulus;
    private final ReasonTraceConfig config;
    private final ArithmeticErrors facts;

    TraceWriter(int modulus, ReasonTraceConfig config) {
        this.modulus = modulus;
        this.config = config;
        this.facts = new ArithmeticErrors(modulus, config);
    }

    /**
     * A trace.
     *
     * @param thinking without tags and adjacent line breaks
     * @param answer the resulting value
     */
    record Written(String thinking, int answer) {}

    /**
     * A trace that ends.
     *
     * @param noise share of first statements that are incorrect, in [0, 1]
     */
    Written write(Problem problem, double noise, RandomGenerator random) {
        boolean unchecked = random.nextDouble() < config.unchecked();
        int rechecks = unchecked ? 0 : 1 + random.nextInt(config.mostRechecks());
        return write(problem, noise, rechecks, config.mostSteps(), random);
    }

    /** A trace that is longer than any limit. */
    Written endless(Problem problem, double noise, RandomGenerator random) {
        return write(problem, noise, ENDLESS, Integer.MAX_VALUE, random);
    }

    private Written write(Problem problem, double noise, int rechecks, int mostSteps, RandomGenerator random) {
        Draft draft = new Draft(problem, noise, random);
        int steps = problem.steps().size();
        draft.first();
        int stated = steps;
        for (int i = 0; i < rechecks; i++) {
            int from = from(steps, random);
            stated += steps - from;
            if (stated > mostSteps) {
                break;
            }
            draft.recheck(from);
        }
        return new Written(draft.text.toString(), draft.values[steps]);
    }

    private int from(int steps, RandomGenerator random) {
        return random.nextDouble() < config.whole() ? 0 : steps - 1 - random.nextInt(Math.max(1, steps - 1));
    }

    /** A partially written trace. */
    private final class Draft {
        private final StringBuilder text = new StringBuilder();
        private final Problem problem;
        private final double noise;
        private final RandomGenerator random;
        private final int[] values;

        private Draft(Problem problem, double noise, RandomGenerator random) {
            this.problem = problem;
            this.noise = noise;
            this.random = random;
            values = new int[problem.steps().size() + 1];
        }

        private void first() {
            values[0] = problem.start();
            value(0);
            states(0, noise);
        }

        private void recheck(int from) {
            text.append("\n\n").append(MARKS.get(random.nextInt(MARKS.size())));
            value(from);
            states(from, noise * config.careful());
        }

        private void states(int from, double mistakes) {
            for (int i = from; i < problem.steps().size(); i++) {
                Step step = problem.steps().get(i);
                int right = step.right().in(values);
                state(i, facts.stated(step.operation(), values[i], right, mistakes, random));
            }
        }

        private void value(int register) {
            text.append(problem.letter(register))
                    .append('=')
                    .append(values[register])
                    .append(';');
        }

        private void state(int i, int value) {
            Step step = problem.steps().get(i);
            text.append(problem.definition(i))
                    .append(step.filled(values))
                    .append('=')
                    .append(value);
            text.append(i == problem.steps().size() - 1 ? '.' : ';');
            values[i + 1] = value;
        }
    }
}
