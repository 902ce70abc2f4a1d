package io.millrace.jobs.view;

import io.millrace.jobs.cluster.ClusterReader;
import io.millrace.jobs.folder.RunFolder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reads the metrics of a run's jobs on clusters every other second, in a thread of its own, since a cluster may answer late. */
final class ClusterReadings implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 2000;

    private final ClusterReader cluster;
    private final Thread thread;
    private final LiveReadings readings = new LiveReadings(Rates.ofCluster(), System::nanoTime);
    private volatile Optional<RunStatus.Live> live = Optional.empty();

    ClusterReadings(String id, RunFolder run) {
        cluster = new ClusterReader(run, "dashboard", "it will be retried");
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
                live = cluster.read().map(readings::read);
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
