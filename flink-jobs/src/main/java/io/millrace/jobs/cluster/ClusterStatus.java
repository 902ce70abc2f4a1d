package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.policy.PolicyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes a cluster and its jobs in lines of text. */
public final class ClusterStatus {
    private ClusterStatus() {}

    public static List<String> of(ClusterFolder folder) throws IOException, InterruptedException {
        ClusterPlan plan = ClusterPlan.read(folder);
        List<String> lines = new ArrayList<>();
        boolean supervised = Supervisor.runs(folder);
        Optional<FlinkRest.Resources> resources = new FlinkRest(plan.rest()).resources();
        lines.add("cluster %s: %s".formatted(folder.root(), state(supervised, resources)));
        resources.ifPresent(found -> lines.add("  web page %s; %d of %d TaskManagers, %d of %d slots free"
                .formatted(plan.rest(), found.taskManagers(), plan.taskManagers(), found.free(), found.slots())));
        ClusterProcesses processes = ClusterProcesses.read(folder);
        for (ClusterProcess process : processes.list()) {
            lines.add("  %-14s %s"
                    .formatted(process.name(), process.handle().isPresent() ? "process " + process.pid() : "has died"));
        }
        if (processes.restarts() > 0) {
            lines.add("  %d processes were restarted after they had died".formatted(processes.restarts()));
        }
        if (resources.isPresent()) {
            jobs(folder, new FlinkRest(plan.rest()), lines);
        }
        return lines;
    }

    private static String state(boolean supervised, Optional<FlinkRest.Resources> resources) {
        if (!supervised) {
            return resources.isPresent()
                    ? "runs without its supervisor, which has died: restart it with: millrace cluster start"
                    : "stopped";
        }
        return resources.isPresent() ? "running" : "starting";
    }

    private static void jobs(ClusterFolder folder, FlinkRest rest, List<String> lines)
            throws IOException, InterruptedException {
        List<RunningJob> registered = new JobRegistry(folder).jobs();
        List<FlinkRest.Job> known = rest.jobs();
        for (FlinkRest.Job job : known) {
            FlinkRest.Checkpoints checkpoints = rest.checkpoints(job.id());
            lines.add("job %s %s %s for %s, %d checkpoints, %d failed"
                    .formatted(
                            job.id(),
                            job.name(),
                            job.state(),
                            readable(Duration.ofMillis(job.millis())),
                            checkpoints.completed(),
                            checkpoints.failed()));
            registered.stream()
                    .filter(running -> running.id().equals(job.id()))
                    .findFirst()
                    .ifPresent(running -> lines.add(results(running)));
        }
        for (RunningJob job : registered) {
            if (known.stream().noneMatch(found -> found.id().equals(job.id()))) {
                lines.add("job %s %s (%s) is being resubmitted".formatted(job.id(), job.name(), job.kind()));
            }
        }
    }

    private static String results(RunningJob job) {
        RunFolder run = new RunFolder(Path.of(job.run()));
        long version = new PolicyStore(run.store())
                .newestManifest()
                .map(PolicyStore.Manifest::step)
                .orElse(0L);
        return "  %s: policy of step %d, %s visits in the ledger, %s minibatches published"
                .formatted(run.root(), version, published(run, "ledger"), published(run, "minibatches"));
    }

    private static String published(RunFolder run, String channel) {
        try {
            return Long.toString(requireNonNull(RunChannels.of(run).all().get(channel))
                    .held()
                    .next());
        } catch (ChannelException e) {
            return "an unknown number of"; // Its place cannot be reached from here.
        }
    }

    /** For instance {@code 1 h 2 min} or {@code 5 min 7 s}. */
    private static String readable(Duration time) {
        if (time.toHours() > 0) {
            return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
                : "%d s".formatted(time.toSeconds());
    }
}
