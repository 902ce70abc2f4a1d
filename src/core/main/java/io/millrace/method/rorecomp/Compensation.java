package io.millrace.method.rorecomp;

import io.millrace.check.Require;
import io.millrace.random.SplitMix;

/**
 * RoRecomp's compensation batches (arXiv:2509.25958): decides whether the leftovers of priority batches are trained on, which happens
 * less often as the run goes on.
 *
 * <pre>
 *   p(s) = p_end + (p_start - p_end) (1 + cos(pi min(1, s / S))) / 2
 * </pre>
 *
 * <p>p(0) = p_start, p(S) = p_end, and p stays there. Range [p_end, p_start].
 *
 * @param pStart probability at step 0, in [0, 1]
 * @param pEnd probability from step S on, in [0, pStart]
 * @param plannedSteps S in optimizer steps, at least 1
 * @param seed the seed of the run
 */
public record Compensation(double pStart, double pEnd, long plannedSteps, long seed) {
    private static final String SALT = "rorecomp.compensation";

    public Compensation {
        Require.that(pStart >= 0 && pStart <= 1, "compensation: pStart must be in [0, 1], was %s", pStart);
        Require.that(
                pEnd >= 0 && pEnd <= pStart, "compensation: pEnd must be in [0, pStart (%s)], was %s", pStart, pEnd);
        Require.that(plannedSteps >= 1, "compensation: plannedSteps must be >= 1, was %d", plannedSteps);
    }

    /**
     * Creates it from the configuration.
     *
     * @param runSteps optimizer steps of the run, used where the configuration sets no planned steps
     */
    public static Compensation of(RoRecomp config, long runSteps, long seed) {
        long planned = config.plannedSteps() == 0 ? runSteps : config.plannedSteps();
        return new Compensation(config.pStart(), config.pEnd(), planned, seed);
    }

    /**
     * Probability p(s) that a full buffer is trained on.
     *
     * @param step optimizer step s, from 0
     */
    public double probability(long step) {
        double done = Math.min(1, (double) step / plannedSteps);
        return pEnd + (pStart - pEnd) * (1 + Math.cos(Math.PI * done)) / 2;
    }

    /**
     * Whether a full buffer is trained on rather than dropped.
     *
     * @param number the number of the buffer; the same for the buffers of all shards that go into one step, so that
     *     they are trained on or dropped together
     * @param step optimizer step that would train on it, from 0
     */
    public boolean trains(long number, long step) {
        long hash = SplitMix.mix(SplitMix.mix(seed, SALT), number);
        return SplitMix.uniform(hash) < probability(step);
    }
}
