package io.millrace.jobs.topology;

import io.millrace.assembly.LearningParts;
import io.millrace.model.Minibatch;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.compose.Shards;
import io.millrace.operators.learn.AcknowledgeFunction;
import io.millrace.operators.learn.LearnFunction;
import io.millrace.operators.learn.LearnOutputs;
import io.millrace.operators.learn.ReadMinibatches;
import io.millrace.state.codec.Types;
import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stages downstream of the minibatches: from minibatches to weights, ledger and figures. */
final class LearnerStages {
    private LearnerStages() {}

    /** The minibatches that a rollout job has published, in order. */
    static DataStream<Minibatch> minibatches(StreamExecutionEnvironment env, JobPlan plan) {
        return SlotGroup.LEARNER
                .assign(
                        ChannelEndpoints.from(
                                env,
                                plan.channels().minibatches(),
                                RecordPacing.Factory.UNPACED,
                                "published minibatches",
                                Uids.PUBLISHED_MINIBATCHES),
                        plan)
                .map(new ReadMinibatches())
                .returns(Types.MINIBATCH)
                .uid(Uids.READ_MINIBATCHES)
                .name("read minibatches")
                .setParallelism(1)
                .setMaxParallelism(Shards.KEY_GROUPS);
    }

    /** Trains on minibatches; versions go to the policy store. */
    static void build(DataStream<Minibatch> minibatches, LearningParts parts, JobPlan plan) {
        SingleOutputStreamOperator<String> ledger = SlotGroup.LEARNER
                .assign(minibatches.process(new LearnFunction(parts, plan.settings(), plan.faults())), plan)
                .returns(org.apache.flink.api.common.typeinfo.Types.STRING)
                .uid(Uids.LEARN)
                .name("learn")
                .setParallelism(1)
                // Same as compose, which it may be chained to: a chain has one maximum parallelism, and savepoints
                // depend on it.
                .setMaxParallelism(Shards.KEY_GROUPS);
        publish(ledger, plan);
        SlotGroup.LEARNER.assign(
                ChannelEndpoints.into(
                        ledger.getSideOutput(LearnOutputs.SCORES),
                        plan.channels().of(RunChannel.SCORES),
                        plan,
                        RunChannel.SCORES.word(),
                        Uids.SCORES),
                plan);
    }

    /** Closes the rounds whose minibatches a learner outside Millrace has acknowledged. */
    static void acknowledge(
            StreamExecutionEnvironment env, DataStream<Minibatch> minibatches, LearningParts parts, JobPlan plan) {
        DataStream<ChannelRecord> acknowledgements = SlotGroup.LEARNER.assign(
                ChannelEndpoints.input(
                        env,
                        plan.channels().acknowledgements(),
                        RecordPacing.Factory.UNPACED,
                        "acknowledgements",
                        Uids.ACKNOWLEDGEMENTS),
                plan);
        AcknowledgeFunction acknowledge =
                new AcknowledgeFunction(parts, plan.settings(), plan.faults(), Clock.systemUTC());
        SingleOutputStreamOperator<String> ledger = SlotGroup.LEARNER
                .assign(minibatches.connect(acknowledgements).process(acknowledge), plan)
                .returns(org.apache.flink.api.common.typeinfo.Types.STRING)
                .uid(Uids.ACKNOWLEDGE)
                .name("acknowledge")
                .setParallelism(1)
                .setMaxParallelism(Shards.KEY_GROUPS);
        publish(ledger, plan);
    }

    private static void publish(SingleOutputStreamOperator<String> ledger, JobPlan plan) {
        JobChannels out = plan.channels();
        SlotGroup.LEARNER.assign(ChannelEndpoints.into(ledger, out.ledger(), plan, "ledger", Uids.LEDGER), plan);
        SlotGroup.LEARNER.assign(
                ChannelEndpoints.into(ledger.getSideOutput(LearnOutputs.STEPS), out.steps(), plan, "steps", Uids.STEPS),
                plan);
        SlotGroup.LEARNER.assign(
                ChannelEndpoints.into(
                        ledger.getSideOutput(LearnOutputs.DEAD_LETTERS),
                        out.deadLetters(),
                        plan,
                        "dead-letters",
                        Uids.DEAD_LETTERS),
                plan);
    }
}
