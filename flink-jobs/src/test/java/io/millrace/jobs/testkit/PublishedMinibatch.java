package io.millrace.jobs.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.TokenIds;
import io.millrace.model.VisitEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A minibatch as published in its channel.
 *
 * @param shard the shard that composed it
 * @param sequence its number within the shard
 * @param round the round that it belongs to
 * @param closes whether it is the shard's last one of the round
 * @param kind why it was composed
 * @param dropped leftovers dropped in the round
 * @param rows its rows
 * @param ends its ends of visits
 */
public record PublishedMinibatch(
        int shard,
        long sequence,
        long round,
        boolean closes,
        Minibatch.Kind kind,
        int dropped,
        List<Row> rows,
        List<End> ends) {
    /**
     * A visit: a reflection on a query carries the number of the query's visit that sent it, so only the prompt
     * distinguishes the two.
     */
    public record Visit(String query, long visit, TokenIds prompt) {}

    /** A row of a minibatch. */
    public record Row(Visit visit, int sample, long step, Origin origin, TokenIds tokens, boolean logProbs) {}

    /** An end of a visit, by its position in the input. */
    public record End(String query, long visit, String split, long ordinal, VisitEnd.Kind kind) {}

    /** Reads a record of the channel. */
    public static PublishedMinibatch of(JsonNode json) {
        List<Row> rows = new ArrayList<>();
        json.required("rows").forEach(row -> rows.add(row(row)));
        List<End> ends = new ArrayList<>();
        json.required("ends").forEach(end -> ends.add(end(end)));
        return new PublishedMinibatch(
                json.required("shard").asInt(),
                json.required("sequence").asLong(),
                json.required("round").asLong(),
                json.required("closes").asBoolean(),
                Minibatch.Kind.valueOf(json.required("kind").asText()),
                json.required("dropped").asInt(),
                rows,
                ends);
    }

    private static Row row(JsonNode json) {
        return new Row(
                new Visit(
                        json.required("query").asText(), json.required("visit").asLong(), ids(json.required("prompt"))),
                json.required("sample").asInt(),
                json.required("step").asLong(),
                Origin.valueOf(json.required("origin").asText()),
                ids(json.required("response")),
                !json.required("log_probs").isEmpty());
    }

    private static End end(JsonNode json) {
        return new End(
                json.required("query").asText(),
                json.required("visit").asLong(),
                json.required("split").asText(),
                json.required("ordinal").asLong(),
                VisitEnd.Kind.valueOf(json.required("end").asText()));
    }

    private static TokenIds ids(JsonNode array) {
        return new TokenIds(
                IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray());
    }
}
