package io.millrace.jobs.topology;

import io.millrace.assembly.Parts;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The loop up to the minibatches as a separate job; {@link LearnerJob} trains on the minibatches that it publishes.
 *
 * <pre>
 *   prompts -> sample -> revise -> grade -> by query: remember -> by shard: compose -> minibatches channel
 *                ^ ^                                |
 *                | +------ reflections channel -----+
 *                +----------------- newest version, pulled from the policy store
 * </pre>
 *
 * <p>The two jobs share the minibatch channel and the policy store, start in either order, and fail and restart independently.
 * A minibatch is published with the checkpoint that covers it, so the learner never trains on a minibatch that a restored
 * rollout job would compose again. Therefore strictly on-policy training ({@code stream.maxStaleness: 0}) takes one
 * step per checkpoint.
 *
 * <p>The policy store is the only feedback: the source is paced by the number of visits that had ended in the newest
 * version, whichever attempt of the learner published it. The staleness bound holds as in {@link OnlineRlJob}.
 */
public final class RolloutJob {
    private RolloutJob() {}

    /** Adds the job to an environment. */
    public static void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
        RolloutStages.build(env, parts, plan.withLearnerElsewhere());
    }
}
