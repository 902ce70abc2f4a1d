package io.millrace.torch.sample;

/**
 * Chooses the number of decode steps per native call. Under continuous batching, it is as many as fit the target time,
 * so that
 * a call's fixed cost stays small and requests still join soon; if groups run alone, it is a constant, so that shapes
 * do not
 * depend on time.
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
     * The number of steps of the next call.
     *
     * @param remaining number of steps after which every row has ended
     */
    int next(int remaining) {
        int limit = Math.min(most, remaining);
        if (fixed || stepNanos == 0) {
            return limit;
        }
        return (int) Math.max(1, Math.min(limit, aimNanos / stepNanos));
    }

    /** Records the duration of a call. */
    void measured(int steps, long nanos) {
        stepNanos = Math.max(1, nanos / steps);
    }
}
