package io.millrace.operators;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Names one attempt of a job, from its start or restore to its end.
 *
 * <p>All stages of the job are one pipelined region and restart together, so sampler and learner derive the same name without
 * talking to each other. It decides which policy versions count: what an earlier attempt published is abandoned. Where the learner
 * is a job of its own ({@link LearnerPlace}), the name only tells its attempts apart.
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

    /**
     * Whether a name is one of the attempt that a source reader runs in. A reader is told its job and attempt only by the
     * scope of its metrics, and not what was restored; that much is enough to hold prompts back by.
     *
     * @param scope the variables of the reader's metric group
     */
    public static Predicate<String> ofReader(Map<String, String> scope) {
        String attempt = scope.get("<job_id>") + "-" + scope.get("<task_attempt_num>") + "-";
        return name -> name.startsWith(attempt);
    }
}
