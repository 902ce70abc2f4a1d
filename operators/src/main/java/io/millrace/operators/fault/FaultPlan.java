package io.millrace.operators.fault;

import io.millrace.check.Require;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Which failures a test injects; {@link #NONE} in production.
 *
 * @param faults in any order
 */
public record FaultPlan(List<Fault> faults) implements Serializable {
    /** Nothing fails. */
    public static final FaultPlan NONE = new FaultPlan(List.of());

    /**
     * One failure.
     *
     * @param point where
     * @param occurrence fails when the point is passed for this time in the attempt, from 1
     * @param attempt in this attempt of the task only, from 0
     */
    public record Fault(Point point, long occurrence, int attempt) implements Serializable {
        public Fault {
            Require.that(occurrence >= 1, "fault at %s: occurrence must be >= 1, was %d", point, occurrence);
        }
    }

    /** Named points of the stream. */
    public enum Point {
        /** A group has been sampled and not yet handed on. */
        SAMPLED,
        /** A group has been through revision, revised or not, and not yet been handed on. */
        REVISED,
        /** A group is about to be written to memory. */
        REMEMBER,
        /** A visit has been taken up by compose. */
        COMPOSE,
        /** A minibatch has arrived at the learner. */
        BEFORE_STEP,
        /** The weights have changed and nothing has been published. */
        AFTER_STEP,
        /** A version has been published and no ledger line been written. */
        PUBLISHED,
        /** The learner is writing its part of a checkpoint. */
        SNAPSHOT,
        /** A record is about to be staged for a channel. */
        CHANNEL_WRITE,
        /** A batch that a checkpoint covers is about to be published. */
        CHANNEL_PUBLISH,
        /** A batch has been appended to its segment, and the channel's head has not been replaced. */
        CHANNEL_PUBLISHED,
        /** The writer of a channel is being restored. */
        RESTORE
    }

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** The trigger of one point in the running attempt. */
    public FaultTrigger at(Point point, RuntimeContext context) {
        return at(point, context.getTaskInfo());
    }

    /** The trigger of one point in the running attempt, for what has no runtime context: sinks. */
    public FaultTrigger at(Point point, TaskInfo task) {
        int attempt = task.getAttemptNumber();
        return new FaultTrigger(
                point,
                faults.stream()
                        .filter(f -> f.point() == point && f.attempt() == attempt)
                        .toList());
    }
}
