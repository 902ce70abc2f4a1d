package io.millrace.jobs.topology;

import io.millrace.assembly.ComposingParts;
import io.millrace.assembly.GradingParts;
import io.millrace.assembly.MemoryParts;
import io.millrace.assembly.Parts;
import io.millrace.assembly.PromptParts;
import io.millrace.assembly.SamplingParts;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.compose.ComposeFunction;
import io.millrace.operators.compose.MinibatchLine;
import io.millrace.operators.compose.Shards;
import io.millrace.operators.grade.GradeFunction;
import io.millrace.operators.prompts.PromptSource;
import io.millrace.operators.prompts.ReadPrompts;
import io.millrace.operators.prompts.StreamPacing;
import io.millrace.operators.reflect.ReadReflections;
import io.millrace.operators.reflect.ReflectionPacing;
import io.millrace.operators.remember.RememberFunction;
import io.millrace.operators.revise.ReviseFunction;
import io.millrace.operators.sample.SampleFunction;
import io.millrace.state.codec.Types;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stages upstream of the minibatches: from prompts to minibatches. */
final class RolloutStages {
    /** Flink's timeout is disabled: the limits of samplers and verifiers name the stuck visit; Flink's would not. */
    private static final long NO_TIMEOUT = 0;

    private RolloutStages() {}

    /** Minibatches of visits that have ended; also written to their channel if the plan publishes them. */
    static DataStream<Minibatch> build(StreamExecutionEnvironment env, Parts parts, JobPlan plan) {
        SingleOutputStreamOperator<PromptVisit> reflections = reflections(env, plan);
        SingleOutputStreamOperator<PromptVisit> prompts =
                plan.prompts().isPresent() ? stream(env, parts, plan.prompts().get(), plan) : prompts(env, parts, plan);
        DataStream<Passage> sampled = sample(prompts.union(reflections), parts, plan);
        DataStream<Passage> graded = grade(revise(sampled, parts, plan), parts, plan)
                .union(reflections.getSideOutput(ReadReflections.UNREADABLE));
        SingleOutputStreamOperator<Passage> remembered = remember(
                plan.prompts().isPresent() ? graded.union(prompts.getSideOutput(ReadPrompts.ENDED)) : graded,
                parts,
                plan);
        SingleOutputStreamOperator<Minibatch> minibatches = compose(remembered, parts, plan);
        publish(minibatches, plan);
        MonitorStages.build(remembered, minibatches, plan);
        return minibatches;
    }

    /** Prompts of a channel; a single reader suffices, since prompts are small compared with their responses. */
    private static SingleOutputStreamOperator<PromptVisit> stream(
            StreamExecutionEnvironment env, PromptParts parts, PromptStream stream, JobPlan plan) {
        return SlotGroup.CPU
                .assign(
                        ChannelEndpoints.input(
                                env,
                                stream,
                                new StreamPacing(plan.settings(), stream.visits(), plan.visitLimit()),
                                "prompt stream",
                                Uids.PROMPT_STREAM),
                        plan)
                .process(new ReadPrompts(parts, stream.visits(), Clock.systemUTC()))
                .returns(Types.VISIT)
                .uid(Uids.READ_PROMPTS)
                .name("read prompts")
                .setParallelism(1);
    }

    private static SingleOutputStreamOperator<PromptVisit> prompts(
            StreamExecutionEnvironment env, PromptParts parts, JobPlan plan) {
        return SlotGroup.CPU
                .assign(
                        env.fromSource(
                                new PromptSource(parts, plan.settings(), plan.visitLimit(), Clock.systemUTC()),
                                WatermarkStrategy.noWatermarks(),
                                "prompts",
                                Types.VISIT),
                        plan)
                .uid(Uids.PROMPTS)
                .setParallelism(plan.parallelism());
    }

    /**
     * The loop of the reflections: from memory into a channel, and from there back to the sampler. It exists whether
     * reflections are sent or not, so that a run can be resumed with the method switched on or off. Where prompts arrive in a
     * channel, steps may wait for prompts, and a reflection for its step, without limit.
     */
    private static SingleOutputStreamOperator<PromptVisit> reflections(StreamExecutionEnvironment env, JobPlan plan) {
        StreamSettings settings = plan.settings();
        return SlotGroup.CPU
                .assign(
                        ChannelEndpoints.from(
                                env,
                                plan.channels().reflections(),
                                new ReflectionPacing(
                                        plan.prompts().isPresent() ? settings.withoutStallTimeout() : settings),
                                "reflections",
                                Uids.REFLECTED),
                        plan)
                .process(new ReadReflections(Clock.systemUTC()))
                .returns(Types.VISIT)
                .uid(Uids.READ_REFLECTIONS)
                .name("read reflections")
                .setParallelism(1);
    }

    private static DataStream<Passage> sample(DataStream<PromptVisit> prompts, SamplingParts parts, JobPlan plan) {
        SampleFunction sampler = new SampleFunction(parts, plan.settings(), plan.faults());
        SingleOutputStreamOperator<Passage> sampled = plan.ordered()
                ? AsyncDataStream.orderedWait(prompts, sampler, NO_TIMEOUT, TimeUnit.MILLISECONDS, plan.inFlightEach())
                : AsyncDataStream.unorderedWait(
                        prompts, sampler, NO_TIMEOUT, TimeUnit.MILLISECONDS, plan.inFlightEach());
        return SlotGroup.SAMPLER
                .assign(sampled, plan)
                .returns(Types.PASSAGE)
                .uid(Uids.SAMPLE)
                .name("sample")
                .setParallelism(plan.parallelism());
    }

    private static DataStream<Passage> revise(DataStream<Passage> sampled, SamplingParts parts, JobPlan plan) {
        ReviseFunction revise = new ReviseFunction(parts, plan.settings(), plan.faults());
        SingleOutputStreamOperator<Passage> revised = plan.ordered()
                ? AsyncDataStream.orderedWait(sampled, revise, NO_TIMEOUT, TimeUnit.MILLISECONDS, plan.inFlightEach())
                : AsyncDataStream.unorderedWait(
                        sampled, revise, NO_TIMEOUT, TimeUnit.MILLISECONDS, plan.inFlightEach());
        return SlotGroup.SAMPLER
                .assign(revised, plan)
                .returns(Types.PASSAGE)
                .uid(Uids.REVISE)
                .name("revise")
                .setParallelism(plan.parallelism());
    }

    private static DataStream<Passage> grade(DataStream<Passage> revised, GradingParts parts, JobPlan plan) {
        GradeFunction grade = new GradeFunction(parts);
        SingleOutputStreamOperator<Passage> graded = plan.ordered()
                ? AsyncDataStream.orderedWait(revised, grade, NO_TIMEOUT, TimeUnit.MILLISECONDS, plan.window())
                : AsyncDataStream.unorderedWait(revised, grade, NO_TIMEOUT, TimeUnit.MILLISECONDS, plan.window());
        return SlotGroup.CPU
                .assign(graded, plan)
                .returns(Types.PASSAGE)
                .uid(Uids.GRADE)
                .name("grade")
                .setParallelism(plan.parallelism());
    }

    /** Also writes reflections to their channel. */
    private static SingleOutputStreamOperator<Passage> remember(
            DataStream<Passage> graded, MemoryParts parts, JobPlan plan) {
        SingleOutputStreamOperator<Passage> remembered = SlotGroup.CPU
                .assign(
                        graded.keyBy(passage -> passage.visit().prompt().queryId())
                                .process(new RememberFunction(parts, plan.settings(), plan.faults())),
                        plan)
                .returns(Types.PASSAGE)
                .uid(Uids.REMEMBER)
                .name("remember")
                .setParallelism(plan.parallelism());
        SlotGroup.CPU.assign(
                ChannelEndpoints.into(
                        remembered.getSideOutput(RememberFunction.REFLECTIONS),
                        plan.channels().reflections(),
                        plan,
                        "reflections",
                        Uids.REFLECTIONS),
                plan);
        return remembered;
    }

    private static SingleOutputStreamOperator<Minibatch> compose(
            DataStream<Passage> remembered, ComposingParts parts, JobPlan plan) {
        Shards shards = new Shards(plan.settings().shards());
        return SlotGroup.CPU
                .assign(
                        remembered.keyBy(shards).process(new ComposeFunction(parts, plan.settings(), plan.faults())),
                        plan)
                .returns(Types.MINIBATCH)
                .uid(Uids.COMPOSE)
                .name("compose")
                .setParallelism(Math.min(plan.parallelism(), shards.count()))
                .setMaxParallelism(Shards.KEY_GROUPS);
    }

    /**
     * The minibatch sink exists whether minibatches are published or not, so that a run can be resumed with either
     * setting.
     */
    private static void publish(DataStream<Minibatch> minibatches, JobPlan plan) {
        DataStream<String> lines = SlotGroup.CPU
                .assign(minibatches.flatMap(new MinibatchLine(plan.settings().run(), plan.publishMinibatches())), plan)
                .returns(org.apache.flink.api.common.typeinfo.Types.STRING)
                .uid(Uids.MINIBATCH_LINES)
                .name("minibatch lines")
                .setParallelism(1);
        SlotGroup.CPU.assign(
                ChannelEndpoints.into(lines, plan.channels().minibatches(), plan, "minibatches", Uids.MINIBATCHES),
                plan);
    }
}
