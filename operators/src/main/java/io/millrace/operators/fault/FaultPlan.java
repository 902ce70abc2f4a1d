package io.millrace.operators.fault;

import io.millrace.check.Require;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The failures that a test injects; {@link #NONE} in production.
 *
 * @param faults in any order
 */
public record FaultPlan(List<Fault> faults) implements Serializable {
    /** No failures. */
    public static final FaultPlan NONE = new FaultPlan(List.of());

    /**
     * One failure.
     *
     * @param point the point that fails
     * @param occurrence the pass of the point that fails, counted in the attempt from 1
     * @param attempt the only attempt of the task that fails, from 0
     */
    public record Fault(Point point, long occurrence, int attempt) implements Serializable {
        public Fault {
            Require.that(occurrence >= 1, "fault at %s: occurrence must be >= 1, was %d", point, occurrence);
        }
    }

    /** Named points of the stream. */
    public enum Point {
        /** A group has been sampled and not yet emitted. */
        SAMPLED,
        /** A group has passed revision, revised or not, and has not yet been emitted. */
        REVISED,
        /** A group is about to be written to memory. */
        REMEMBER,
        /** Compose has added a visit to its state. */
        COMPOSE,
        /** A minibatch has arrived at the learner. */
        BEFORE_STEP,
        /** The weights have changed and nothing has been published. */
        AFTER_STEP,
        /** A version has been published and no ledger line has been written. */
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

    /** The trigger of one point in the running attempt, for sinks, which have no runtime context. */
    public FaultTrigger at(Point point, TaskInfo task) {
        int attempt = task.getAttemptNumber();
        return new FaultTrigger(
                point,
                faults.stream()
                        .filter(f -> f.point() == point && f.attempt() == attempt)
                        .toList());
    }
}
