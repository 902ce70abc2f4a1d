package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.live.JobMetrics;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the {@link ClusterMetrics} of a run again and again. A cluster that does not answer is logged once, until it answers again. Not
 * thread-safe.
 */
public final class ClusterReader {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterReader.class);

    private final RunFolder run;
    private final String who;
    private final String effect;
    private boolean failing;

    /**
     * @param who the reader, first word of the log message
     * @param effect what follows for the reader if a cluster does not answer, end of the log message
     */
    public ClusterReader(RunFolder run, String who, String effect) {
        this.run = requireNonNull(run, "run");
        this.who = requireNonNull(who, "who");
        this.effect = requireNonNull(effect, "effect");
    }

    /** The metrics now; empty if no cluster should run a job of the run, or if one does not answer. */
    public Optional<JobMetrics> read() throws InterruptedException {
        try {
            Optional<JobMetrics> read = ClusterMetrics.of(run);
            failing = false;
            return read;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn("{}: the cluster of run {} does not answer; {}", who, run.root(), effect, e);
            }
            failing = true;
            return Optional.empty();
        }
    }
}
