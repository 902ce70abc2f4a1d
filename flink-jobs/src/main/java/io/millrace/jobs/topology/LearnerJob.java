package io.millrace.jobs.topology;

import io.millrace.assembly.Parts;
import io.millrace.model.Minibatch;
import io.millrace.operators.LearnerPlacement;
import org.apache.flink.streaming.api.datastream.DataStream;
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
 * <p>Exactly once: the position in the channel is in the same checkpoints as the weights, and an out-of-order minibatch
 * is rejected. A minibatch also lists the visits that end with it, even those that were never sampled, so the ledger has
 * a line for each visit.
 *
 * <p>If a program outside Millrace does the training ({@link LearnerPlacement#OUTSIDE}), the job waits for its
 * acknowledgements, and writes the ledger, the step metrics and the dead letters:
 *
 * <pre>
 *   minibatches channel, acknowledgements channel -> acknowledge -> ledger, steps, dead letters
 * </pre>
 */
public final class LearnerJob {
    private LearnerJob() {}

    /** Adds the job to an environment. */
    public static void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
        DataStream<Minibatch> minibatches = LearnerStages.minibatches(env, plan);
        if (plan.settings().learner() == LearnerPlacement.OUTSIDE) {
            LearnerStages.acknowledge(env, minibatches, parts, plan);
        } else {
            LearnerStages.build(minibatches, parts, plan);
        }
    }
}
