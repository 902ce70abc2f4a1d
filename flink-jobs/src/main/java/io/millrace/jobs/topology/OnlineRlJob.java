package io.millrace.jobs.topology;

import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.operators.compose.ComposeFunction;
import io.millrace.operators.compose.Shards;
import io.millrace.operators.grade.GradeFunction;
import io.millrace.operators.learn.LearnFunction;
import io.millrace.operators.learn.LearnOutputs;
import io.millrace.operators.prompts.PromptSource;
import io.millrace.operators.remember.RememberFunction;
import io.millrace.operators.sample.SampleFunction;
import io.millrace.pipeline.Parts;
import io.millrace.state.codec.Types;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The closed loop of online reinforcement learning as one Flink job.
 *
 * <pre>
 *   prompts -> sample -> grade -> by query: remember -> by shard: compose -> learn -> ledger, steps
 *                 ^                                                            |
 *                 +---------------- newest version, pulled --------------- policy store
 * </pre>
 */
public final class OnlineRlJob {
    /** The sampler's own limits name what is stuck; Flink's would not. */
    private static final long NO_TIMEOUT = 0;

    private OnlineRlJob() {}

    /** Adds the job to an environment. */
    public static void build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
        DataStream<PromptVisit> prompts = env.fromSource(
                        new PromptSource(parts, plan.settings(), plan.visitLimit()),
                        WatermarkStrategy.noWatermarks(),
                        "prompts",
                        Types.VISIT)
                .uid(Uids.PROMPTS)
                .setParallelism(plan.parallelism());
        DataStream<Passage> sampled = sample(prompts, parts, plan);
        DataStream<Passage> graded = sampled.map(new GradeFunction(parts))
                .returns(Types.PASSAGE)
                .uid(Uids.GRADE)
                .name("grade")
                .setParallelism(plan.parallelism());
        DataStream<Passage> remembered = graded.keyBy(
                        passage -> passage.visit().prompt().queryId())
                .process(new RememberFunction(parts, plan.settings(), plan.faults()))
                .returns(Types.PASSAGE)
                .uid(Uids.REMEMBER)
                .name("remember")
                .setParallelism(plan.parallelism());
        Shards shards = new Shards(plan.settings().shards());
        DataStream<Minibatch> minibatches = remembered
                .keyBy(shards)
                .process(new ComposeFunction(parts, plan.settings(), plan.faults()))
                .returns(Types.MINIBATCH)
                .uid(Uids.COMPOSE)
                .name("compose")
                .setParallelism(Math.min(plan.parallelism(), shards.count()))
                .setMaxParallelism(Shards.KEY_GROUPS);
        learn(minibatches, parts, plan);
    }

    private static DataStream<Passage> sample(DataStream<PromptVisit> prompts, Parts parts, JobPlan plan) {
        SampleFunction sampler = new SampleFunction(parts, plan.settings(), plan.faults());
        SingleOutputStreamOperator<Passage> sampled = plan.ordered()
                ? AsyncDataStream.orderedWait(prompts, sampler, NO_TIMEOUT, TimeUnit.MILLISECONDS, plan.inFlightEach())
                : AsyncDataStream.unorderedWait(
                        prompts, sampler, NO_TIMEOUT, TimeUnit.MILLISECONDS, plan.inFlightEach());
        return sampled.returns(Types.PASSAGE).uid(Uids.SAMPLE).name("sample").setParallelism(plan.parallelism());
    }

    private static void learn(DataStream<Minibatch> minibatches, Parts parts, JobPlan plan) {
        SingleOutputStreamOperator<String> ledger = minibatches
                .process(new LearnFunction(parts, plan.settings(), plan.faults()))
                .returns(org.apache.flink.api.common.typeinfo.Types.STRING)
                .uid(Uids.LEARN)
                .name("learn")
                .setParallelism(1)
                .setMaxParallelism(1);
        ledger.sinkTo(LineFiles.sink(plan.out().resolve("ledger"), "ledger"))
                .uid(Uids.LEDGER)
                .name("ledger")
                .setParallelism(1);
        ledger.getSideOutput(LearnOutputs.STEPS)
                .sinkTo(LineFiles.sink(plan.out().resolve("steps"), "steps"))
                .uid(Uids.STEPS)
                .name("steps")
                .setParallelism(1);
    }
}
