package io.millrace.jobs.split;

import io.millrace.jobs.heldout.HeldOutWatch;
import io.millrace.jobs.local.ProgressTracker;
import io.millrace.jobs.local.Tracking;
import io.millrace.jobs.local.Waits;
import java.io.IOException;
import java.nio.file.Path;

/** The work of a half besides running its job. */
interface Half extends AutoCloseable {
    /** Whether the run has taken all its steps, which is then reported. */
    boolean isComplete() throws IOException;

    /** Opens the half's trackers of steps. */
    Tracking tracking();

    /** The progress of the run, from the half's point of view. */
    ProgressTracker progress();

    /** Evaluates versions while the job runs. */
    HeldOutWatch heldOut();

    /**
     * Describes what the half waits for.
     *
     * @param starting text shown until it has started
     */
    Waits waits(String starting);

    /**
     * Completes the half after its job has been stopped with a savepoint.
     *
     * @return whether the run has taken all its steps
     */
    boolean conclude(ProgressTracker progress, Path savepoint) throws Exception;

    @Override
    void close();
}
