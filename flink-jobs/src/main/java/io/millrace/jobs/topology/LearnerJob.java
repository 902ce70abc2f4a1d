package io.millrace.jobs.topology;

import io.millrace.assembly.Parts;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The learner as a separate job that reads the minibatch channel of a {@link RolloutJob}.
 *
 * <pre>
 *   minibatches channel -> learn -> ledger, steps, dead letters
 *                            |
 *                            +---> policy store
 * </pre>
 *
 * <p>Exactly once: the position in the channel is in the same checkpoints as the weights, and a minibatch out of order
 * is refused. A minibatch carries the ends of its visits, including visits that were never sampled, so the ledger has a
 * line for each visit.
 */
public final class LearnerJob {
    private LearnerJob() {}

    /** Adds the job to an environment. */
    public static void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
        LearnerStages.build(LearnerStages.minibatches(env, plan), parts, plan);
    }
}
