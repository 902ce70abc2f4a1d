package io.millrace.jobs.view;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.cluster.ClusterMetrics;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.live.JobMetrics;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the metrics of a run's jobs on clusters every other second, in a thread of its own, since a cluster may answer late. */
final class ClusterReadings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterReadings.class);
    private static final long INTERVAL_MILLIS = 2000;

    private final RunFolder run;
    private final Thread thread;
    private final LiveReadings readings = new LiveReadings(System::nanoTime);
    private volatile Optional<RunStatus.Live> live = Optional.empty();
    private boolean failing;

    ClusterReadings(String id, RunFolder run) {
        this.run = requireNonNull(run, "run");
        thread = new Thread(this::poll, "dashboard-cluster-" + id);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The last reading; empty if no cluster runs the run, or none answers. */
    Optional<RunStatus.Live> live() {
        return live;
    }

    private void poll() {
        try {
            while (true) {
                read();
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws InterruptedException {
        try {
            Optional<JobMetrics> now = ClusterMetrics.of(run);
            live = now.map(readings::read);
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn("dashboard: the cluster of run {} does not answer; it will be retried", run.root(), e);
            }
            failing = true;
            live = Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
