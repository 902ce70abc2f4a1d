package io.millrace.jobs.topology;

import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
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
        return from(env, channel.source(pacing), name, uid);
    }

    /** Records of a channel that other programs may write. */
    static SingleOutputStreamOperator<ChannelRecord> input(
            StreamExecutionEnvironment env, Channel channel, RecordPacing.Factory pacing, String name, String uid) {
        return from(env, channel.input(pacing), name, uid);
    }

    private static SingleOutputStreamOperator<ChannelRecord> from(
            StreamExecutionEnvironment env, Source<ChannelRecord, ?, ?> source, String name, String uid) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), name, TypeInformation.of(ChannelRecord.class))
                .uid(uid)
                .setParallelism(1);
    }

    static DataStreamSink<String> into(
            DataStream<String> lines, Channel channel, JobPlan plan, String name, String uid) {
        return lines.sinkTo(channel.sink(plan.faults())).uid(uid).name(name).setParallelism(1);
    }
}
