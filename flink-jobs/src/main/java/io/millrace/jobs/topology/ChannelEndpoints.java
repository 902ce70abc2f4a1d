package io.millrace.jobs.topology;

import io.millrace.channel.StartPosition;
import io.millrace.operators.channel.AggregatingSink;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordAggregator;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.operators.fault.FaultPlan;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Channels as sources and sinks of a job, each with parallelism 1, because a channel is totally ordered. */
final class ChannelEndpoints {
    private ChannelEndpoints() {}

    /** Records of a channel that a job of Millrace writes. */
    static SingleOutputStreamOperator<ChannelRecord> from(
            StreamExecutionEnvironment env, Channel channel, RecordPacing.Factory pacing, String name, String uid) {
        return from(env, channel, pacing, 0, name, uid);
    }

    /** As {@link #from(StreamExecutionEnvironment, Channel, RecordPacing.Factory, String, String)}, from a record on. */
    static SingleOutputStreamOperator<ChannelRecord> from(
            StreamExecutionEnvironment env,
            Channel channel,
            RecordPacing.Factory pacing,
            long record,
            String name,
            String uid) {
        return from(env, channel.source(pacing, record), name, uid(channel, uid));
    }

    /** Records of a channel that other programs may write. */
    static SingleOutputStreamOperator<ChannelRecord> input(
            StreamExecutionEnvironment env, Channel channel, RecordPacing.Factory pacing, String name, String uid) {
        return from(env, channel.input(pacing, StartPosition.EARLIEST), name, uid(channel, uid));
    }

    /** Prompts of a channel that other programs may write, from a position on. */
    static SingleOutputStreamOperator<ChannelRecord> input(
            StreamExecutionEnvironment env, PromptStream stream, RecordPacing.Factory pacing, String name, String uid) {
        return from(env, stream.channel().input(pacing, stream.start()), name, uid);
    }

    private static SingleOutputStreamOperator<ChannelRecord> from(
            StreamExecutionEnvironment env, Source<ChannelRecord, ?, ?> source, String name, String uid) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), name, TypeInformation.of(ChannelRecord.class))
                .uid(uid)
                .setParallelism(1);
    }

    static DataStreamSink<String> into(
            DataStream<String> lines, Channel channel, JobPlan plan, String name, String uid) {
        return lines.sinkTo(channel.sink(plan.faults()))
                .uid(uid(channel, uid))
                .name(name)
                .setParallelism(1);
    }

    /** Aggregates values into records of a channel. */
    static <T> DataStreamSink<T> into(
            DataStream<T> values, RecordAggregator.Factory<T> aggregators, RunChannel to, JobPlan plan, String uid) {
        return into(values, aggregators, plan.channels().of(to), plan.faults(), uid)
                .name(to.word());
    }

    /** Aggregates values into records of a channel. */
    static <T> DataStreamSink<T> into(
            DataStream<T> values,
            RecordAggregator.Factory<T> aggregators,
            Channel channel,
            FaultPlan faults,
            String uid) {
        return values.sinkTo(new AggregatingSink<>(channel.sink(faults), aggregators))
                .uid(uid(channel, uid))
                .setParallelism(1);
    }

    /**
     * A folder may be moved with its content. Positions and transactions in any other place are worthless elsewhere, so
     * the state is bound to the address.
     */
    private static String uid(Channel channel, String uid) {
        return channel instanceof DirectoryChannel ? uid : uid + " " + channel.address();
    }
}
