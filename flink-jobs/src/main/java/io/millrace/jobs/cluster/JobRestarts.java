package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resubmits registered jobs that are unknown to a restarted JobManager, from their newest checkpoints; unregisters jobs
 * that have ended.
 */
final class JobRestarts {
    private static final Logger LOG = LoggerFactory.getLogger(JobRestarts.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String MAIN = "io.millrace.jobs.cli.Millrace";
    private static final String NAME = "resubmit";

    private final ClusterFolder folder;
    private final JobRegistry registry;
    private final RestartDelay delay = new RestartDelay();
    private @Nullable ProcessHandle submitting;
    private long checkedNanos = System.nanoTime() - INTERVAL.toNanos();

    JobRestarts(ClusterFolder folder) {
        this.folder = requireNonNull(folder, "folder");
        this.registry = new JobRegistry(folder);
    }

    /** Checks at most once per interval; returns immediately. */
    void check() throws IOException, InterruptedException {
        long now = System.nanoTime();
        if (submitting != null && submitting.isAlive() || now - checkedNanos < INTERVAL.toNanos()) {
            return;
        }
        checkedNanos = now;
        submitting = null;
        List<RunningJob> registered = registry.jobs();
        if (registered.isEmpty()) {
            return;
        }
        try {
            Map<String, FlinkRest.Job> known = new FlinkRest(
                            ClusterPlan.read(folder).rest())
                    .jobs().stream().collect(OrderedMap.collector(FlinkRest.Job::id, job -> job));
            for (RunningJob job : registered) {
                FlinkRest.Job found = known.get(job.id());
                if (found != null && found.ended()) {
                    LOG.warn("job {} ({}) of {} has ended: {}", job.name(), job.kind(), job.run(), found.state());
                    registry.remove(job.id());
                } else if (found == null && !job.stopping() && submitting == null && delay.over(now)) {
                    delay.started(now);
                    submitting = submit(job);
                }
            }
        } catch (IOException e) {
            LOG.debug("the JobManager does not answer", e);
        }
    }

    /** Ends a submission that is under way. */
    void close() {
        if (submitting != null) {
            ClusterProcess.end(submitting);
        }
    }

    private ProcessHandle submit(RunningJob job) throws IOException {
        LOG.warn(
                "job {} ({}) of {} is being resubmitted, see {}",
                job.name(),
                job.kind(),
                job.run(),
                folder.output(NAME));
        List<String> arguments = List.of(
                "submit",
                "--resume",
                "--out",
                job.run(),
                "--only",
                job.kind(),
                "--cluster",
                folder.root().toString());
        List<String> options = new ArrayList<>(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
        options.addAll(JavaProcess.places(folder, NAME));
        return JavaProcess.start(JavaProcess.of(options, MAIN, arguments), folder, NAME);
    }
}
