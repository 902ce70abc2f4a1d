package io.millrace.jobs.topology;

import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.Gate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ends of a job: channels as sources and sinks, each in one task, for a channel has one order. */
final class Ends {
    private Ends() {}

    static DataStream<ChannelRecord> from(
            StreamExecutionEnvironment env, Channel channel, Gate.Factory gate, String name, String uid) {
        return env.fromSource(
                        channel.source(gate),
                        WatermarkStrategy.noWatermarks(),
                        name,
                        TypeInformation.of(ChannelRecord.class))
                .uid(uid)
                .setParallelism(1);
    }

    static void into(DataStream<String> lines, Channel channel, JobPlan plan, String name, String uid) {
        lines.sinkTo(channel.sink(plan.faults())).uid(uid).name(name).setParallelism(1);
    }
}
