package io.millrace.jobs.topology;

import io.millrace.operators.observe.EpisodeLines;
import io.millrace.operators.observe.Observed;
import io.millrace.operators.observe.WindowRecords;
import io.millrace.window.Observation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The sinks of the monitor. They only consume side outputs, so they impose no order on any stage, and nothing that is trained on depends
 * on them. They exist whether the monitor is on or off, so that a run can be resumed with either setting.
 */
public final class MonitorStages {
    private MonitorStages() {}

    /**
     * Adds the sinks.
     *
     * @param remembered the stage that observes groups
     * @param composed the stage that observes ends of visits
     */
    public static void build(
            SingleOutputStreamOperator<?> remembered, SingleOutputStreamOperator<?> composed, JobPlan plan) {
        DataStream<Observation> observations =
                remembered.getSideOutput(Observed.OBSERVATIONS).union(composed.getSideOutput(Observed.OBSERVATIONS));
        SlotGroup.CPU.assign(
                ChannelEndpoints.into(
                        observations, WindowRecords.metrics(plan.settings()), RunChannel.METRICS, plan, Uids.METRICS),
                plan);
        SlotGroup.CPU.assign(
                ChannelEndpoints.into(
                        observations, WindowRecords.trends(plan.settings()), RunChannel.TRENDS, plan, Uids.TRENDS),
                plan);
        DataStream<String> episodes = SlotGroup.CPU
                .assign(
                        remembered
                                .getSideOutput(Observed.EPISODES)
                                .union(composed.getSideOutput(Observed.EPISODES))
                                .map(new EpisodeLines()),
                        plan)
                .returns(Types.STRING)
                .uid(Uids.EPISODE_LINES)
                .name("episode lines")
                .setParallelism(1);
        SlotGroup.CPU.assign(
                ChannelEndpoints.into(
                        episodes,
                        plan.channels().of(RunChannel.EPISODES),
                        plan,
                        RunChannel.EPISODES.word(),
                        Uids.EPISODES),
                plan);
    }
}
