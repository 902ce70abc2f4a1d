package io.millrace.jobs.topology;

import io.millrace.assembly.Parts;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The closed loop of online reinforcement learning as one Flink job.
 *
 * <pre>
 *   prompts -> sample -> revise -> grade -> by query: remember -> by shard: compose -> learn -> ledger, steps
 *                ^ ^                                |                                   |
 *                | +------ reflections channel -----+                                   |
 *                +----------------- newest version, pulled ------------------------ policy store
 * </pre>
 *
 * <p>{@link RolloutJob} and {@link LearnerJob} are the same stages, split between compose and learn.
 */
public final class OnlineRlJob {
    private OnlineRlJob() {}

    /** Adds the job to an environment. */
    public static void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
        LearnerStages.build(RolloutStages.build(env, parts, plan), parts, plan);
    }
}
