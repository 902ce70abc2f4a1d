package io.millrace.jobs.topology;

import java.util.Locale;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The slot sharing group of a stage: stages of different groups never share a slot. */
enum SlotGroup {
    /** Stages that use the engine. */
    SAMPLER,
    /** The learner and its sinks. */
    LEARNER,
    /** All other stages. */
    CPU;

    /** Flink's name for the group of all stages that are not assigned to another one. */
    private static final String SHARED = "default";

    /** Assigns an operator to this group, or to the default group if the plan does not separate stages. */
    <T> SingleOutputStreamOperator<T> assign(SingleOutputStreamOperator<T> operator, JobPlan plan) {
        return operator.slotSharingGroup(name(plan));
    }

    /** As {@link #assign(SingleOutputStreamOperator, JobPlan)}, for a sink. */
    void assign(DataStreamSink<?> sink, JobPlan plan) {
        sink.slotSharingGroup(name(plan));
    }

    private String name(JobPlan plan) {
        return plan.slotGroups() ? name().toLowerCase(Locale.ROOT) : SHARED;
    }
}
