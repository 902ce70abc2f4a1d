package io.millrace.jobs.topology;

import io.millrace.assembly.Parts;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The learner as a job of its own, behind the minibatch edge of a {@link RolloutJob}.
 *
 * <pre>
 *   minibatches channel -> learn -> ledger, steps, dead letters
 *                            |
 *                            +---> policy store
 * </pre>
 *
 * <p>Exactly once: the position in the channel lies in the same checkpoints as the weights, and a minibatch out of turn is refused.
 * A minibatch carries the ends of its visits, those that were never sampled too, so the ledger has its line for each visit.
 */
public final class LearnerJob {
    private LearnerJob() {}

    /** Adds the job to an environment. */
    public static void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
        LearnerStages.build(LearnerStages.minibatches(env, plan), parts, plan);
    }
}
