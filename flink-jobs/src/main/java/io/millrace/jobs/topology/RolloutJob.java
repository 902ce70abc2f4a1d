package io.millrace.jobs.topology;

import io.millrace.assembly.Parts;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The loop up to the minibatch edge as a job of its own; {@link LearnerJob} trains what it publishes.
 *
 * <pre>
 *   prompts -> sample -> revise -> grade -> by query: remember -> by shard: compose -> minibatches channel
 *                ^ ^                                |
 *                | +------ reflections channel -----+
 *                +----------------- newest version, pulled from the policy store
 * </pre>
 *
 * <p>The two jobs share the minibatch channel and the policy store, start in either order, and fail and restart apart. A minibatch
 * is published with the checkpoint that covers it, so the learner never trains what a rollout job that goes back would make again.
 * Hence a policy that may not be stale ({@code stream.maxStaleness: 0}) takes one step a checkpoint.
 *
 * <p>The policy store is the only way back: the source paces itself by the visits that had ended in the newest version, whichever
 * attempt of the learner published it. The staleness bound holds as in {@link OnlineRlJob}.
 */
public final class RolloutJob {
    private RolloutJob() {}

    /** Adds the job to an environment. */
    public static void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
        RolloutStages.build(env, parts, plan.withLearnerElsewhere());
    }
}
