package io.millrace.torch.sample;

/**
 * How many decode steps one native call takes. Under continuous batching as many as fit the aimed time, so that a call's
 * fixed cost stays small and yet requests join soon; when groups run alone, always the same, so that shapes do not depend on
 * time.
 */
final class BlockLength {
    private final int most;
    private final long aimNanos;
    private final boolean fixed;
    private long stepNanos;

    BlockLength(DjlEngineConfig config) {
        most = config.blockSteps();
        aimNanos = config.blockTime().toNanos();
        fixed = config.batching() instanceof Batching.Group;
    }

    /**
     * Steps to take now.
     *
     * @param remaining steps after which every row has ended
     */
    int next(int remaining) {
        int limit = Math.min(most, remaining);
        if (fixed || stepNanos == 0) {
            return limit;
        }
        return (int) Math.max(1, Math.min(limit, aimNanos / stepNanos));
    }

    /** What a call took. */
    void measured(int steps, long nanos) {
        stepNanos = Math.max(1, nanos / steps);
    }
}
