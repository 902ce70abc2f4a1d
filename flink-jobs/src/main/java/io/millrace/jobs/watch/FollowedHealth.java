package io.millrace.jobs.watch;

import static java.util.Objects.requireNonNull;

import io.millrace.alarm.StreamHealth;
import io.millrace.jobs.cluster.ClusterReader;
import io.millrace.jobs.folder.DiskSpace;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.live.JobMetrics;
import io.millrace.jobs.live.LiveMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Health of the stream of a run that clusters run: from the metrics of its jobs. While no job is registered, or a cluster does not
 * answer, only the free space of the disk is known. Not thread-safe.
 */
final class FollowedHealth implements Supplier<StreamHealth> {
    private final RunFolder run;
    private final ClusterReader cluster;
    private JobMetrics metrics = new LiveMetrics();
    private Optional<LiveHealth> health = Optional.empty();

    FollowedHealth(RunFolder run) {
        this.run = requireNonNull(run, "run");
        cluster = new ClusterReader(run, "alarms", "its health is not judged");
    }

    @Override
    public StreamHealth get() {
        Optional<JobMetrics> now = read();
        if (now.isEmpty()) {
            health = Optional.empty(); // A job that starts again has not been idle meanwhile.
            return new StreamHealth(Duration.ZERO, "", 0, 0, DiskSpace.usable(run.root()));
        }
        metrics = now.get();
        if (health.isEmpty()) {
            health = Optional.of(
                    new LiveHealth(() -> metrics, () -> false, () -> DiskSpace.usable(run.root()), System::nanoTime));
        }
        return health.get().get();
    }

    private Optional<JobMetrics> read() {
        try {
            return cluster.read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
