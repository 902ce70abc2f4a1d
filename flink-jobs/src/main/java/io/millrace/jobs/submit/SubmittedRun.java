package io.millrace.jobs.submit;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.RejectedRecord;
import io.millrace.file.ExclusiveFile;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.DeadLetters;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunLock;
import io.millrace.jobs.local.LocalRun;
import io.millrace.jobs.local.Plans;
import io.millrace.jobs.start.Inputs;
import io.millrace.jobs.start.MethodStart;
import io.millrace.jobs.start.OutsideLearner;
import io.millrace.jobs.start.PromptFit;
import io.millrace.jobs.start.RecordingInputs;
import io.millrace.jobs.start.RunIdentity;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.operators.fault.FaultPlan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run whose job is submitted to a cluster: does everything that {@link LocalRun} does before its job starts, but nothing that
 * it does while the job runs. Its folder is on a file system that the client and all task managers
 * see under the same path.
 *
 * @param parts the complete parts of the stages
 * @param plan layout of the job
 * @param folder the folder of the run, prepared
 */
public record SubmittedRun(ConfiguredParts parts, JobPlan plan, RunFolder folder) {
    public SubmittedRun {
        requireNonNull(parts, "parts");
        requireNonNull(plan, "plan");
        requireNonNull(folder, "folder");
    }

    /** One half waits while the other one prepares the folder, which may measure values on the policy. */
    private static final Duration OTHER_HALF = Duration.ofMinutes(30);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /**
     * Checks the job's inputs and prepares the run's folder. The first job in a folder starts the run; a later one (the
     * other half of a split run, or a restored job) must agree with the start of the run.
     *
     * @param screen output for reports
     * @throws RefusedException if the job cannot be started as requested
     */
    public static SubmittedRun prepare(MillraceConfig config, RunFolder folder, SubmittedKind kind, Screen screen)
            throws IOException {
        RunLock lock = RunLock.take(folder, kind.part());
        try {
            return prepareLocked(config, folder, kind, screen);
        } finally {
            lock.close();
        }
    }

    /** Does the same for a process that has locked the folder for its part. */
    public static SubmittedRun prepareLocked(MillraceConfig config, RunFolder folder, SubmittedKind kind, Screen screen)
            throws IOException {
        OutsideLearner.check(config, kind.part().isHalf());
        LoadedDataset training = Inputs.training(config);
        StartingPolicy policy = StartingPolicy.find(config);
        RunIdentity identity =
                RunIdentity.of(config, policy, training.dataset(), kind.part().isHalf());
        if (config.policy().capabilities().replays()) {
            RecordingInputs.of(config, training.dataset()).lines().forEach(screen::print);
        }
        MethodStart methods = new MethodStart(config);
        methods.check(policy.given());
        ExclusiveFile start = start(folder);
        try {
            boolean first = !Files.exists(folder.identity());
            if (first) {
                folder.clear(policy.given());
                DeadLetters.publish(
                        folder,
                        JobChannels.in(folder.root(), config.channels()).deadLetters(),
                        unusable(config, policy, training));
                identity.write(folder.identity());
            } else {
                identity.mustMatch(RunIdentity.read(folder), folder);
            }
            SmallFile.replace(folder.config(), config.toYaml());
            ConfiguredParts parts = ConfiguredParts.of(config, policy.complete(folder));
            return new SubmittedRun(
                    methods.complete(parts, training.dataset(), folder, screen),
                    Plans.of(config, folder, FaultPlan.NONE),
                    folder);
        } finally {
            start.close();
        }
    }

    private static ExclusiveFile start(RunFolder folder) throws IOException {
        long deadline = System.nanoTime() + OTHER_HALF.toNanos();
        while (true) {
            Optional<ExclusiveFile> taken = ExclusiveFile.take(folder.startLock());
            if (taken.isPresent()) {
                return taken.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new RefusedException(
                        "run %s: the other half of the run did not prepare the folder within %d minutes: stop it, and start both again"
                                .formatted(folder.root(), OTHER_HALF.toMinutes()));
            }
            try {
                Thread.sleep(POLL_INTERVAL.toMillis());
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted while the other half of the run prepared the folder");
            }
        }
    }

    private static List<RejectedRecord> unusable(MillraceConfig config, StartingPolicy policy, LoadedDataset training) {
        List<RejectedRecord> all = new ArrayList<>(training.rejected());
        all.addAll(new PromptFit(config.data(), policy.tokenizer(config), policy.contextTokens(config.policy()))
                .training(training));
        return all;
    }
}
