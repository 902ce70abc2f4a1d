package io.millrace.operators;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The name of one attempt of a job, from its start or restore to its end.
 *
 * <p>All stages of the job are one pipelined region and restart together, so sampler and learner derive the same name
 * without communicating. It decides which policy versions count: versions of an earlier attempt are abandoned. If the
 * learner is a separate job ({@link LearnerPlacement}), the name only distinguishes its attempts.
 */
public final class Incarnation {
    private Incarnation() {}

    /**
     * The name of the running attempt.
     *
     * @param restored the checkpoint that the attempt was restored from, if any
     */
    public static String of(RuntimeContext context, OptionalLong restored) {
        return "%s-%d-%s"
                .formatted(
                        context.getJobInfo().getJobId().toHexString(),
                        context.getTaskInfo().getAttemptNumber(),
                        restored.isPresent() ? "chk" + restored.getAsLong() : "new");
    }

    /**
     * Whether a name belongs to the attempt that a source reader runs in. A reader learns its job and attempt
     * from its metric scope, but cannot learn which checkpoint was restored; job and attempt suffice to hold prompts back.
     *
     * @param scope the variables of the reader's metric group
     */
    public static Predicate<String> ofReader(Map<String, String> scope) {
        String attempt = scope.get("<job_id>") + "-" + scope.get("<task_attempt_num>") + "-";
        return name -> name.startsWith(attempt);
    }
}
