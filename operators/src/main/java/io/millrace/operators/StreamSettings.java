package io.millrace.operators;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.config.MemoryConfig;
import io.millrace.config.MonitorConfig;
import io.millrace.policy.StalenessPacing;
import io.millrace.policy.StallLimit;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The configured settings of the stages.
 *
 * @param store folder of the policy store
 * @param seed the seed of the run
 * @param groupSize G, responses per prompt, at least 1
 * @param pacing bound on the visits in the stream; also defines how many end per round
 * @param shards number of shards of compose, each of which contributes to every round; at least 1
 * @param rounds number of rounds after which nothing more is composed, at least 1
 * @param publishEvery rounds from one published version to the next, at least 1
 * @param versionsKept number of versions kept in the store, at least 2
 * @param maxWait time after which a partial minibatch is composed; zero waits without limit
 * @param stallTimeout time after which visits that wait for a new version fail the job, or are reported: see {@link #stall}
 * @param memory settings of the trajectory memory
 * @param learner where the learner runs
 * @param monitor settings of the monitor
 */
public record StreamSettings(
        String store,
        long seed,
        int groupSize,
        StalenessPacing pacing,
        int shards,
        long rounds,
        int publishEvery,
        int versionsKept,
        Duration maxWait,
        Duration stallTimeout,
        MemoryConfig memory,
        LearnerPlacement learner,
        MonitorConfig monitor)
        implements Serializable {
    public StreamSettings {
        requireNonNull(store, "store");
        requireNonNull(pacing, "pacing");
        requireNonNull(maxWait, "maxWait");
        requireNonNull(stallTimeout, "stallTimeout");
        requireNonNull(memory, "memory");
        requireNonNull(learner, "learner");
        requireNonNull(monitor, "monitor");
        Require.that(groupSize >= 1, "sampling: groupSize must be >= 1, was %d", groupSize);
        Require.that(
                shards >= 1 && pacing.groups() % shards == 0,
                "batch: groups must be a multiple of batch.shards (%d), was %d",
                shards,
                pacing.groups());
        Require.that(
                shards == 1 || maxWait.isZero(),
                "batch: maxWait must be 0 s with %d shards, was %s: a shard without visits would block the others",
                shards,
                maxWait);
        Require.that(rounds >= 1, "run: rounds must be >= 1, was %d", rounds);
        Require.that(
                publishEvery >= 1 && publishEvery <= pacing.maxStaleness() + 1,
                "learner: publishEvery must be in 1..maxStaleness + 1 = %d, was %d: samplers would wait forever",
                pacing.maxStaleness() + 1,
                publishEvery);
        Require.that(versionsKept >= 2, "learner: versionsKept must be >= 2, was %d", versionsKept);
    }

    /** Settings of a job that runs the whole loop without a monitor. */
    public StreamSettings(
            String store,
            long seed,
            int groupSize,
            StalenessPacing pacing,
            int shards,
            long rounds,
            int publishEvery,
            int versionsKept,
            Duration maxWait,
            Duration stallTimeout,
            MemoryConfig memory) {
        this(
                store,
                seed,
                groupSize,
                pacing,
                shards,
                rounds,
                publishEvery,
                versionsKept,
                maxWait,
                stallTimeout,
                memory,
                LearnerPlacement.SAME_JOB,
                MonitorConfig.OFF);
    }

    /** These settings for a job whose learner is a separate job. */
    public StreamSettings with(LearnerPlacement place) {
        return with(stallTimeout, place, monitor);
    }

    /** These settings for visits that may wait for a new version without limit. */
    public StreamSettings withoutStallTimeout() {
        return with(StallLimit.NEVER, learner, monitor);
    }

    /** These settings with a monitor. */
    public StreamSettings with(MonitorConfig monitoring) {
        return with(stallTimeout, learner, monitoring);
    }

    private StreamSettings with(Duration stall, LearnerPlacement place, MonitorConfig monitoring) {
        return new StreamSettings(
                store,
                seed,
                groupSize,
                pacing,
                shards,
                rounds,
                publishEvery,
                versionsKept,
                maxWait,
                stall,
                memory,
                place,
                monitoring);
    }

    /**
     * The incarnations whose policy versions count in this job.
     *
     * @param own incarnations of the job's running attempt
     */
    public Predicate<String> counted(Predicate<String> own) {
        return learner.counted(own);
    }

    /** The reaction to visits that wait while no new policy version appears. */
    public StallLimit stall() {
        return new StallLimit(stallTimeout, learner == LearnerPlacement.SAME_JOB);
    }

    /** Name of the run, which all its records carry: that of its folder. */
    public String run() {
        Path name = folder().getFileName();
        return name == null ? "run" : name.toString();
    }

    /** The folder of the run, which contains the policy store. */
    public Path folder() {
        Path folder = Path.of(store).toAbsolutePath().normalize();
        return folder.getParent() == null ? folder : folder.getParent();
    }

    /** Number of visits of each shard that end in a round. */
    public int groupsPerShard() {
        return pacing.groups() / shards;
    }
}
