package io.millrace.jobs.testkit;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.jobs.topology.LearnerJob;
import io.millrace.jobs.topology.RolloutJob;
import io.millrace.operators.LearnerPlacement;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.PolicyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs the two halves of a {@link HashRun} as separate jobs, each in a separate cluster: they share only the minibatch
 * channel and the policy store.
 *
 * @param run the run whose folder has the channels and the store, with the parallelism of the rollout job
 * @param learnerParallelism parallelism of the learner job
 */
public record SplitRun(HashRun run, int learnerParallelism) {
    /** Frequent checkpoints: a strict run takes one step per checkpoint. */
    private static final EmbeddedJob.Checkpointing FREQUENT =
            new EmbeddedJob.Checkpointing(Duration.ofMillis(50), 2, 20);

    /** Both jobs with the same parallelism. */
    public SplitRun(HashRun run) {
        this(run, run.parallelism());
    }

    /** Both jobs while they run. */
    public record Jobs(EmbeddedJob rollout, EmbeddedJob learner) {
        /** Ends both at once, as if they had crashed. */
        public void cancel() throws Exception {
            rollout.cancel();
            learner.cancel();
        }
    }

    /** The rollout job's own checkpoints and savepoints. */
    public RunFolder rolloutFolder() {
        return new RunFolder(run.folder().root().resolve("rollout-job"));
    }

    /** The learner job's own checkpoints and savepoints. */
    public RunFolder learnerFolder() {
        return new RunFolder(run.folder().root().resolve("learner-job"));
    }

    /** Starts each from its newest restore point, if it has one. */
    public Jobs start(long step, FaultPlan inRollout, FaultPlan inLearner) throws Exception {
        return new Jobs(rollout(step, inRollout), learner(step, inLearner));
    }

    /** Starts the rollout from its newest restore point, if it has one. */
    public EmbeddedJob rollout(long step, FaultPlan faults) throws Exception {
        JobPlan plan = run.plan(step, faults);
        return EmbeddedJob.start(
                "rollout",
                env -> RolloutJob.build(env, run.parts(), plan),
                run.parallelism(),
                rolloutFolder(),
                FREQUENT,
                rolloutFolder().latestRestorePoint());
    }

    /** Starts the learner from its newest restore point, if it has one. */
    public EmbeddedJob learner(long step, FaultPlan faults) throws Exception {
        JobPlan plan = run.with(learnerParallelism).plan(step, faults);
        return EmbeddedJob.start(
                "learner",
                env -> LearnerJob.build(env, run.parts(), plan),
                learnerParallelism,
                learnerFolder(),
                FREQUENT,
                learnerFolder().latestRestorePoint());
    }

    /** Starts the job that writes the ledger for a learner outside Millrace, from its newest restore point, if it has one. */
    public EmbeddedJob acknowledger(long step, FaultPlan faults) throws Exception {
        JobPlan plan = outside(run.plan(step, faults));
        return EmbeddedJob.start(
                "acknowledger",
                env -> LearnerJob.build(env, run.parts(), plan),
                run.parallelism(),
                learnerFolder(),
                FREQUENT,
                learnerFolder().latestRestorePoint());
    }

    private static JobPlan outside(JobPlan plan) {
        return new JobPlan(
                plan.settings().with(LearnerPlacement.OUTSIDE),
                plan.visitLimit(),
                plan.ordered(),
                plan.parallelism(),
                plan.inFlight(),
                plan.channels(),
                plan.publishMinibatches(),
                plan.prompts(),
                plan.slotGroups(),
                plan.faults());
    }

    /** Runs both to a step and stops them. */
    public HashRun.Left to(long step, FaultPlan inRollout, FaultPlan inLearner) throws Exception {
        Jobs jobs = start(step, inRollout, inLearner);
        awaitStep(jobs, step);
        stop(jobs);
        return run.left();
    }

    /**
     * Runs both to a step and stops them; runs again without failures if an injected failure set the learner back after it had
     * first reached the step.
     */
    public HashRun.Left toDespite(long step, FaultPlan inRollout, FaultPlan inLearner) throws Exception {
        HashRun.Left left = to(step, inRollout, inLearner);
        while (left.step() < step) {
            left = to(step, FaultPlan.NONE, FaultPlan.NONE);
        }
        return left;
    }

    /** Waits until the learner has published a step. */
    public void awaitStep(Jobs jobs, long step) throws Exception {
        PolicyStore store = new PolicyStore(run.folder().store());
        while (store.newestManifest().map(PolicyStore.Manifest::step).orElse(-1L) < step) {
            for (EmbeddedJob job : List.of(jobs.rollout(), jobs.learner())) {
                Throwable failure = job.failure(Duration.ofMillis(10));
                if (failure != null) {
                    throw new AssertionError("a job failed", failure);
                }
            }
        }
    }

    /** Stops both with savepoints. */
    public void stop(Jobs jobs) throws Exception {
        jobs.learner().stop(learnerFolder().savepoints());
        jobs.rollout().stop(rolloutFolder().savepoints());
    }

    /** Attempts of the learner job before the one that published the newest version. */
    public int learnerAttempt() {
        String incarnation = new PolicyStore(run.folder().store())
                .newestManifest()
                .orElseThrow()
                .incarnation();
        return Integer.parseInt(incarnation.split("-")[1]);
    }

    /** Whether both have a restore point. */
    public boolean restorable() throws IOException {
        Optional<?> rollout = rolloutFolder().latestRestorePoint();
        return rollout.isPresent() && learnerFolder().latestRestorePoint().isPresent();
    }
}
