package io.millrace.operators;

import java.util.OptionalLong;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Names one attempt of a job, from its start or restore to its end.
 *
 * <p>All stages of the job are one pipelined region and restart together, so sampler and learner derive the same name without
 * talking to each other. It decides which policy versions count: what an earlier attempt published is abandoned.
 */
public final class Incarnation {
    private Incarnation() {}

    /**
     * The name of the running attempt.
     *
     * @param restored the checkpoint it was restored from, if any
     */
    public static String of(RuntimeContext context, OptionalLong restored) {
        return "%s-%d-%s"
                .formatted(
                        context.getJobInfo().getJobId().toHexString(),
                        context.getTaskInfo().getAttemptNumber(),
                        restored.isPresent() ? "chk" + restored.getAsLong() : "new");
    }
}
