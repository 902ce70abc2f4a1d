package io.millrace.jobs.bench;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.Parts;
import io.millrace.channel.StartPosition;
import io.millrace.model.Minibatch;
import io.millrace.model.PromptVisit;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.compose.MinibatchLine;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.prompts.ReadPrompts;
import io.millrace.state.codec.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The channels at the ends of a stream benchmark, as in a rollout job: prompts are read from one, minibatches are
 * written to the other.
 *
 * @param prompts the channel of prompts
 * @param minibatches the channel of minibatches
 */
public record ChannelLoad(Channel prompts, Channel minibatches) {
    private static final int BATCH = 5000;
    private static final String PROMPT =
            "{\"id\":\"query %06d\",\"prompt\":\"What is %d divided by 7?\",\"answer\":\"\\\\frac{%d}{7}\",\"task\":\"math\"}";

    public ChannelLoad {
        requireNonNull(prompts, "prompts");
        requireNonNull(minibatches, "minibatches");
    }

    /**
     * Creates both channels and publishes prompts.
     *
     * @param checkpointInterval time between two checkpoints of the job
     */
    public void fill(int count, int queries, Duration checkpointInterval) {
        prompts.prepare(checkpointInterval);
        minibatches.prepare(checkpointInterval);
        List<String> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < count; i++) {
            batch.add(PROMPT.formatted(i % queries, i % 100, i % 100));
            if (batch.size() == BATCH || i == count - 1) {
                prompts.append(batch);
                batch.clear();
            }
        }
    }

    /** The ordinals of the visits of all prompts. */
    DataStream<Long> ordinals(StreamExecutionEnvironment env, Parts parts) {
        return env.fromSource(
                        prompts.input(RecordPacing.Factory.UNPACED, StartPosition.EARLIEST),
                        WatermarkStrategy.noWatermarks(),
                        "prompt stream",
                        TypeInformation.of(ChannelRecord.class))
                .setParallelism(1)
                .process(new ReadPrompts(parts, 1, Clock.systemUTC()))
                .returns(Types.VISIT)
                .setParallelism(1)
                .map(PromptVisit::ordinal) // Behind the exchange: buffers full of ordinals would delay checkpoints.
                .returns(org.apache.flink.api.common.typeinfo.Types.LONG);
    }

    /** Writes minibatches to their channel. */
    void publish(DataStream<Minibatch> composed) {
        composed.flatMap(new MinibatchLine("bench", true))
                .returns(org.apache.flink.api.common.typeinfo.Types.STRING)
                .setParallelism(1)
                .sinkTo(minibatches.sink(FaultPlan.NONE))
                .setParallelism(1);
    }
}
