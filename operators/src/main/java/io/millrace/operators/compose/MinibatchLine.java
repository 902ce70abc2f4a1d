package io.millrace.operators.compose;

import io.millrace.codec.MinibatchJson;
import io.millrace.model.Minibatch;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * A minibatch as a record of its channel, for a learner outside the job or for inspection.
 *
 * @param run name of the run
 * @param published whether minibatches are written to their channel
 */
public record MinibatchLine(String run, boolean published) implements FlatMapFunction<Minibatch, String> {
    @Override
    public void flatMap(Minibatch minibatch, Collector<String> out) {
        if (published) {
            out.collect(MinibatchJson.write(minibatch, run));
        }
    }
}
