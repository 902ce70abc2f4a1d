package io.millrace.jobs.submit;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.start.ChannelStart;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.JobPlan;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that is submitted to a cluster.
 *
 * @param config configuration of the run
 * @param folder folder of the run, which client and task managers see under the same path
 * @param kind which part of the loop
 */
public record Submission(MillraceConfig config, RunFolder folder, SubmittedKind kind) {
    private static final String REMEDY =
            "restore it with flink run -s SAVEPOINT or --resume=auto, or choose another folder with --out, and other channels";

    public Submission {
        requireNonNull(config, "config");
        requireNonNull(folder, "folder");
        requireNonNull(kind, "kind");
    }

    /**
     * Checks the inputs, prepares the run's folder, and submits the job; Flink keeps it running.
     *
     * @param env environment of the cluster, with the restore point if the job is resumed
     * @return id of the job
     * @throws RefusedException if the job cannot be started as requested; nothing is submitted
     */
    public String to(StreamExecutionEnvironment env, Screen screen) throws Exception {
        return to(env, Resume.GIVEN, screen);
    }

    /** As {@link #to(StreamExecutionEnvironment, Screen)}, with the restore point chosen as requested. */
    String to(StreamExecutionEnvironment env, Resume resume, Screen screen) throws Exception {
        TaskPaths.mustBeAbsolute(config);
        JobChannels channels = ChannelStart.prepare(config, folder);
        RunJobs jobs = new RunJobs(folder);
        jobs.mustNotBeOfAnotherPart(kind, ClusterSettings.jobId(env));
        String given = ClusterSettings.restorePoint(env);
        Optional<String> from = resume.from(
                given, jobs.of(kind), ClusterSettings.restorePoints(env, folder).with(jobs.local(kind)));
        if (from.isEmpty()) {
            kind.mustBeNew(folder, channels, REMEDY);
        } else if (!from.get().equals(given)) {
            screen.print("resuming from " + from.get());
            ClusterSettings.restoreFrom(env, from.get());
        }
        SubmittedRun run = SubmittedRun.prepare(config, folder, kind, screen);
        ClusterSettings.apply(env, config, folder);
        kind.build(env, run.parts(), onCluster(run.plan()));
        JobClient submitted = env.executeAsync(name());
        String id = submitted.getJobID().toString();
        jobs.add(new RunJobs.Submitted(kind, id, given));
        return id;
    }

    /** The layout on a cluster; the stages of a run in one process have no slots to separate. */
    JobPlan onCluster(JobPlan plan) {
        return plan.withSlotGroups(config.stream().slotGroups());
    }

    /** The name of the job in Flink, which no job of another run has. */
    public String name() {
        return "%s (%s) in %s".formatted(config.run().name(), kind.name().toLowerCase(Locale.ROOT), folder.root());
    }
}
