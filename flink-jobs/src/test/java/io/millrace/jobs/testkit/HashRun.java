package io.millrace.jobs.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.LedgerJson;
import io.millrace.config.MemoryConfig;
import io.millrace.config.MonitorConfig;
import io.millrace.jobs.channel.LedgerChecks;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.jobs.topology.PromptStream;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.ledger.LedgerDiff;
import io.millrace.ledger.LedgerVerdict;
import io.millrace.memory.Retention;
import io.millrace.model.LedgerLine;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.PolicyStore;
import io.millrace.policy.StalenessPacing;
import io.millrace.testkit.hash.HashLearner;
import io.millrace.testkit.hash.HashParts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Runs the job on {@link HashParts} to a step, stops it with a savepoint, and reads its results. With methods on, all
 * versions of the policy are kept.
 *
 * @param groups number of visits per step
 * @param channels where its channels are
 * @param prompts the channel that prompts arrive in, if they do not come from a data set
 * @param monitor settings of the monitor
 */
public record HashRun(
        RunFolder folder,
        HashParts parts,
        boolean ordered,
        int parallelism,
        int groups,
        ChannelsConfig channels,
        Optional<PromptStream> prompts,
        MonitorConfig monitor) {
    private static final int GROUPS = 5;
    private static final int PUBLISH_EVERY = 1;
    private static final int ALL = 1_000_000;

    /** Segments of a few steps. */
    private static final ChannelsConfig CHANNELS = new ChannelsConfig(4096, Duration.ZERO, 0);

    /** Windows are closed at once, so most data are late. */
    private static final MonitorConfig MONITOR = new MonitorConfig(true, Duration.ZERO, 2, 3, 1_000_000, true);

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The results of a run.
     *
     * @param weights the weights of the newest version
     * @param step optimizer step of the newest version
     * @param ledger the ledger, in the order of its ordinals
     * @param staleness the largest of each step, in optimizer steps, in no particular order
     */
    public record Left(long weights, long step, List<LedgerLine> ledger, List<Long> staleness) {
        /** The ordinals of ended visits. */
        public List<Long> ordinals() {
            return ledger.stream().map(LedgerLine::ordinal).toList();
        }
    }

    /** With five visits per step. */
    public HashRun(RunFolder folder, HashParts parts, boolean ordered, int parallelism) {
        this(folder, parts, ordered, parallelism, GROUPS);
    }

    /** With channels in its folder. */
    public HashRun(RunFolder folder, HashParts parts, boolean ordered, int parallelism, int groups) {
        this(folder, parts, ordered, parallelism, groups, CHANNELS, Optional.empty(), MONITOR);
    }

    /** This run with channels elsewhere. */
    public HashRun with(ChannelsConfig elsewhere) {
        return new HashRun(folder, parts, ordered, parallelism, groups, elsewhere, prompts, monitor);
    }

    /** This run with prompts that arrive in a channel. */
    public HashRun with(PromptStream stream) {
        return new HashRun(folder, parts, ordered, parallelism, groups, channels, Optional.of(stream), monitor);
    }

    /** This run without a monitor. */
    public HashRun withoutMonitor() {
        return new HashRun(folder, parts, ordered, parallelism, groups, channels, prompts, MonitorConfig.OFF);
    }

    /** The ordinals of all visits up to a step. */
    public static List<Long> ordinals(long steps) {
        return LongStream.range(0, steps * GROUPS).boxed().toList();
    }

    /** This run resumed with another parallelism. */
    public HashRun with(int subtasks) {
        return new HashRun(folder, parts, ordered, subtasks, groups, channels, prompts, monitor);
    }

    /** Starts a job that ends with step {@code last}, and stops it at {@code step} or later, with visits in flight. */
    public void stopAfter(long step, long last) throws Exception {
        EmbeddedJob job = start(last, FaultPlan.NONE);
        awaitStep(job, step);
        job.stop(folder.savepoints());
    }

    /** Runs to a step and stops. */
    public Left to(long step, FaultPlan faults) throws Exception {
        EmbeddedJob job = start(step, faults);
        awaitStep(job, step);
        job.stop(folder.savepoints());
        return left();
    }

    /**
     * Runs to a step and stops. If a fault sets the run back after it first reached the step, runs to the step again
     * without faults.
     */
    public Left toDespite(long step, FaultPlan faults) throws Exception {
        Left left = to(step, faults);
        while (left.step() < step) {
            left = to(step, FaultPlan.NONE);
        }
        return left;
    }

    /** Starts the job from its newest restore point, if it has one. */
    public EmbeddedJob start(long step, FaultPlan faults) throws Exception {
        return EmbeddedJob.start(
                "hash",
                parts,
                plan(step, faults),
                folder,
                new EmbeddedJob.Checkpointing(Duration.ofMillis(parts.methods().any() ? 100 : 200), 2, 20),
                folder.latestRestorePoint());
    }

    /** The layout of a job that ends with a step. */
    public JobPlan plan(long step, FaultPlan faults) {
        StreamSettings settings = new StreamSettings(
                folder.store().toString(),
                3,
                4,
                pacing(),
                parts.methods().shards(),
                step,
                PUBLISH_EVERY,
                parts.methods().any() ? ALL : 4,
                Duration.ZERO,
                Duration.ofMinutes(1),
                memory());
        settings = settings.with(monitor);
        int inFlight = 2 * groups * (parts.maxStaleness() + 1);
        return new JobPlan(
                settings, step * groups, ordered, parallelism, inFlight, jobChannels(), true, prompts, false, faults);
    }

    /** With methods on, the whole history; otherwise at most two incorrect trajectories per query. */
    private MemoryConfig memory() {
        boolean all = parts.methods().any();
        return new MemoryConfig(all ? ALL : 0, all ? ALL : 2, Retention.Rule.NEWEST, Duration.ofDays(1), 0, true, true);
    }

    /** The pacing of visits. */
    public StalenessPacing pacing() {
        StalenessPacing alone = new StalenessPacing(parts.maxStaleness(), groups);
        return parts.methods().reflects()
                ? alone.sharedWithReflections(0.5, parts.methods().shards(), PUBLISH_EVERY)
                : alone;
    }

    /** Waits until a step has been published. */
    public void awaitStep(EmbeddedJob job, long step) throws Exception {
        PolicyStore store = new PolicyStore(folder.store());
        while (store.newestManifest().map(PolicyStore.Manifest::step).orElse(-1L) < step) {
            Throwable failure = job.failure(Duration.ofMillis(20));
            if (failure != null) {
                throw new AssertionError("the job failed", failure);
            }
        }
    }

    /** The newest published weights, with the ledger and the staleness so far. */
    public Left left() throws IOException {
        PolicyStore store = new PolicyStore(folder.store());
        PolicyStore.Manifest newest = store.newestManifest().orElseThrow();
        Path path = store.version(newest).path();
        return new Left(HashLearner.read(path), newest.step(), ledger(), staleness());
    }

    private List<Long> staleness() throws IOException {
        List<Long> largest = new ArrayList<>();
        for (String line : lines(jobChannels().steps())) {
            largest.add(JSON.readTree(line).required("max_staleness").asLong());
        }
        return largest;
    }

    /** The published ledger in the order of its ordinals. */
    public List<LedgerLine> ledger() throws IOException {
        List<LedgerLine> lines = new ArrayList<>();
        for (String line : lines(jobChannels().ledger())) {
            lines.add(LedgerJson.read(line));
        }
        lines.sort(Comparator.comparingLong(LedgerLine::ordinal));
        return lines;
    }

    /** The audit of the ledger together with the channels of steps and minibatches. */
    public LedgerVerdict verdict() {
        JobChannels run = jobChannels();
        return LedgerChecks.verify(
                new LedgerChecks.Channels(
                        run.ledger(), Optional.of(run.steps()), Optional.of(run.minibatches()), false),
                step -> pacing()::window,
                10);
    }

    /** The differences between the ledgers of this run and another one. */
    public LedgerDiff.Result diff(HashRun other) {
        return LedgerChecks.diff(jobChannels().ledger(), other.jobChannels().ledger(), false, 10);
    }

    /** The ordinals of the reflections that have ended. */
    public List<Long> reflected() throws IOException {
        return ledger().stream()
                .filter(line -> line.split().equals(StalenessPacing.REFLECTIONS))
                .map(LedgerLine::ordinal)
                .toList();
    }

    /** The published records of a channel. */
    public List<String> records(RunChannel channel) {
        return lines(jobChannels().of(channel));
    }

    private JobChannels jobChannels() {
        return JobChannels.in(folder.root(), channels);
    }

    private static List<String> lines(Channel channel) {
        List<String> lines = new ArrayList<>();
        try (RecordReader reader = channel.reader(channel.held().oldest())) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                lines.add(next.get().line());
            }
        }
        return lines;
    }

    /** The newest restore point, if there is one. */
    public Optional<Path> restorePoint() throws IOException {
        return folder.latestRestorePoint();
    }
}
