package io.millrace.operators.compose;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.Minibatch;
import io.millrace.model.TrainingRow;
import io.millrace.model.VisitEnd;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * A minibatch as a record of its channel, for a learner outside the job or for whoever looks.
 *
 * @param published whether minibatches are written to their channel at all
 */
public record MinibatchLine(boolean published) implements FlatMapFunction<Minibatch, String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void flatMap(Minibatch minibatch, Collector<String> out) throws Exception {
        if (published) {
            out.collect(JSON.writeValueAsString(json(minibatch)));
        }
    }

    private static ObjectNode json(Minibatch minibatch) {
        ObjectNode json = JSON.createObjectNode();
        json.put("shard", minibatch.shard());
        json.put("sequence", minibatch.sequence());
        json.put("round", minibatch.round());
        json.put("closes", minibatch.closes());
        json.put("kind", minibatch.kind().name());
        json.put("dropped", minibatch.dropped());
        ArrayNode rows = json.putArray("rows");
        minibatch.rows().forEach(row -> rows.add(row(row)));
        ArrayNode ends = json.putArray("ends");
        minibatch.ends().forEach(end -> ends.add(end(end)));
        return json;
    }

    private static ObjectNode row(TrainingRow row) {
        ObjectNode json = JSON.createObjectNode();
        json.put("query", row.queryId());
        json.put("visit", row.visit());
        json.put("sample", row.sample());
        json.put("step", row.step());
        json.put("origin", row.origin().name());
        ints(json.putArray("prompt"), row.prompt().ids());
        ints(json.putArray("response"), row.response().ids());
        json.put("log_prob_scale", row.behaviour().scale().name());
        floats(json.putArray("log_probs"), row.behaviour().values());
        floats(json.putArray("advantages"), row.advantages());
        return json;
    }

    private static ObjectNode end(VisitEnd end) {
        ObjectNode json = JSON.createObjectNode();
        json.put("query", end.visit().prompt().queryId());
        json.put("visit", end.visit().visit());
        json.put("split", end.visit().split());
        json.put("ordinal", end.visit().ordinal());
        json.put("end", end.kind().name());
        return json;
    }

    private static void ints(ArrayNode into, int... values) {
        for (int value : values) {
            into.add(value);
        }
    }

    private static void floats(ArrayNode into, float... values) {
        for (float value : values) {
            into.add(value);
        }
    }
}
