package io.millrace.jobs.topology;

import io.millrace.assembly.LearningParts;
import io.millrace.model.Minibatch;
import io.millrace.operators.channel.Gate;
import io.millrace.operators.compose.Shards;
import io.millrace.operators.learn.LearnFunction;
import io.millrace.operators.learn.LearnOutputs;
import io.millrace.operators.learn.ReadMinibatches;
import io.millrace.state.codec.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stages on the far side of the minibatch edge: from minibatches to weights, ledger and figures. */
final class LearnerStages {
    private LearnerStages() {}

    /** The minibatches that a rollout job has published, in their order. */
    static DataStream<Minibatch> minibatches(StreamExecutionEnvironment env, JobPlan plan) {
        return Ends.from(
                        env,
                        plan.channels().minibatches(),
                        Gate.Factory.OPEN,
                        "published minibatches",
                        Uids.PUBLISHED_MINIBATCHES)
                .map(new ReadMinibatches())
                .returns(Types.MINIBATCH)
                .uid(Uids.READ_MINIBATCHES)
                .name("read minibatches")
                .setParallelism(1)
                .setMaxParallelism(Shards.KEY_GROUPS);
    }

    /** Trains minibatches; versions go to the policy store. */
    static void build(DataStream<Minibatch> minibatches, LearningParts parts, JobPlan plan) {
        SingleOutputStreamOperator<String> ledger = minibatches
                .process(new LearnFunction(parts, plan.settings(), plan.faults()))
                .returns(org.apache.flink.api.common.typeinfo.Types.STRING)
                .uid(Uids.LEARN)
                .name("learn")
                .setParallelism(1)
                // As compose, which it is chained to at times: a chain has one maximum, and savepoints insist on it.
                .setMaxParallelism(Shards.KEY_GROUPS);
        JobChannels out = plan.channels();
        Ends.into(ledger, out.ledger(), plan, "ledger", Uids.LEDGER);
        Ends.into(ledger.getSideOutput(LearnOutputs.STEPS), out.steps(), plan, "steps", Uids.STEPS);
        Ends.into(
                ledger.getSideOutput(LearnOutputs.DEAD_LETTERS),
                out.deadLetters(),
                plan,
                "dead-letters",
                Uids.DEAD_LETTERS);
    }
}
