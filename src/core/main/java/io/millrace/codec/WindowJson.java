package io.millrace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonFile;
import io.millrace.model.PolicySteps;
import io.millrace.window.BinHistogram;
import io.millrace.window.Count;
import io.millrace.window.Moments;
import io.millrace.window.QuantileSketch;
import io.millrace.window.ResponseId;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowKey;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link WindowPart} as one line of JSON: the record of the channels of metrics and trends. {@code docs/channels.md} describes its
 * fields. Lossless; unknown fields are ignored.
 */
public final class WindowJson {
    private static final String SAMPLES = "samples";
    private static final String COUNTS = "counts";
    private static final String UNGRADED = "ungraded";

    private WindowJson() {}

    /**
     * Formats a part of a window.
     *
     * @param run name of the run
     */
    public static String write(WindowPart part, String run) {
        ObjectNode json = new Envelope(run, part.time(), part.policy()).head(RecordSchema.WINDOW);
        SeriesKey series = part.key().series();
        json.put("start", part.key().start())
                .put("seconds", part.key().seconds())
                .put("part", part.part())
                .put("closed", part.closed())
                .put("source", series.source())
                .put("task", series.task())
                .put("mode", series.mode());
        if (series.steps().known()) {
            json.putArray("steps").add(series.steps().from()).add(series.steps().to());
        }
        statistics(part.statistics(), json);
        return json.toString();
    }

    private static void statistics(WindowStatistics statistics, ObjectNode json) {
        ObjectNode counts = json.putObject(COUNTS);
        for (Count count : Count.values()) {
            counts.put(count.key(), statistics.count(count));
        }
        statistics.ungraded().forEach(counts.putObject(UNGRADED)::put);
        statistics.ends().forEach(json.putObject("ends")::put);
        json.putArray("zero_advantage").add(statistics.zeroAdvantages()).add(statistics.groupsWithAdvantages());
        ObjectNode histograms = json.putObject("histograms");
        for (String name : statistics.histograms()) {
            write(statistics.histogram(name), histograms.putObject(name));
        }
        ObjectNode quantiles = json.putObject("quantiles");
        for (String name : statistics.sketches()) {
            write(statistics.sketch(name), quantiles.putObject(name));
        }
        ObjectNode sums = json.putObject("sums");
        for (String name : statistics.moments()) {
            Moments moments = statistics.moments(name);
            sums.putArray(name).add(moments.count()).add(moments.sum()).add(moments.squares());
        }
        ObjectNode samples = json.putObject(SAMPLES).put("per_bin", statistics.perBin());
        ArrayNode bins = samples.putArray(WindowStatistics.REWARD);
        statistics.samples().forEach((bin, ids) -> {
            ArrayNode texts = bins.addArray().add(bin).addArray();
            ids.forEach(id -> texts.add(id.toString()));
        });
    }

    private static void write(BinHistogram histogram, ObjectNode json) {
        json.put("scale", histogram.scale()).put("first", histogram.first());
        ArrayNode counts = json.putArray(COUNTS);
        for (long count : histogram.counts()) {
            counts.add(count);
        }
        json.put("below", histogram.below()).put("above", histogram.above());
    }

    private static void write(QuantileSketch sketch, ObjectNode json) {
        json.put("alpha", QuantileSketch.ALPHA).put("zero", sketch.zero());
        buckets(sketch.positive(), json.putObject("positive"));
        buckets(sketch.negative(), json.putObject("negative"));
    }

    private static void buckets(Map<Integer, Long> buckets, ObjectNode json) {
        int first = buckets.keySet().stream().findFirst().orElse(0);
        json.put("first", first);
        ArrayNode counts = json.putArray(COUNTS);
        buckets.forEach((bucket, count) -> {
            while (first + counts.size() < bucket) {
                counts.add(0);
            }
            counts.add(count);
        });
    }

    /**
     * Parses a part of a window.
     *
     * @throws IOException if the text is not one; the message states the reason
     */
    public static WindowPart read(String text) throws IOException {
        RecordSchema.WINDOW.check(text);
        JsonNode json = JsonFile.parse(text, JsonNode.class);
        try {
            JsonNode steps = json.path("steps");
            SeriesKey series = new SeriesKey(
                    json.required("source").asText(),
                    json.required("task").asText(),
                    json.required("mode").asText(),
                    steps.size() == 2
                            ? new PolicySteps(
                                    steps.get(0).asLong(), steps.get(1).asLong())
                            : PolicySteps.NONE);
            WindowKey key = new WindowKey(
                    json.required("start").asLong(), json.required("seconds").asInt(), series);
            return new WindowPart(
                    key,
                    json.required("part").asLong(),
                    json.required("closed").asBoolean(),
                    json.path(Envelope.TIME).asLong(),
                    policy(json),
                    statistics(json));
        } catch (IllegalArgumentException e) {
            throw new IOException("window: " + e.getMessage(), e);
        }
    }

    /** The range of weights in the head of a record. */
    static PolicySteps policy(JsonNode json) {
        return json.has(Envelope.POLICY_FROM) && json.has(Envelope.POLICY_TO)
                ? new PolicySteps(
                        json.get(Envelope.POLICY_FROM).asLong(),
                        json.get(Envelope.POLICY_TO).asLong())
                : PolicySteps.NONE;
    }

    private static WindowStatistics statistics(JsonNode json) {
        JsonNode samples = json.required(SAMPLES);
        WindowStatistics statistics =
                new WindowStatistics(samples.path("per_bin").asInt());
        JsonNode counts = json.required(COUNTS);
        for (Count count : Count.values()) {
            statistics.count(count, counts.path(count.key()).asLong());
        }
        counts.path(UNGRADED).forEachEntry((reason, n) -> statistics.ungraded(reason, n.asLong()));
        json.path("ends").forEachEntry((kind, n) -> statistics.end(kind, n.asLong()));
        JsonNode zero = json.path("zero_advantage");
        statistics.zeroAdvantages(zero.path(0).asLong(), zero.path(1).asLong());
        json.required("histograms").forEachEntry((name, value) -> statistics.restore(name, histogram(value)));
        json.required("quantiles").forEachEntry((name, value) -> statistics.restore(name, sketch(value)));
        json.required("sums")
                .forEachEntry((name, value) -> statistics.restore(
                        name,
                        new Moments(
                                value.path(0).asLong(),
                                value.path(1).asDouble(),
                                value.path(2).asDouble())));
        for (JsonNode bin : samples.path(WindowStatistics.REWARD)) {
            List<ResponseId> ids = new ArrayList<>();
            bin.path(1).forEach(id -> ids.add(ResponseId.parse(id.asText())));
            statistics.restore(bin.path(0).asInt(), ids);
        }
        return statistics;
    }

    private static BinHistogram histogram(JsonNode json) {
        JsonNode counts = json.required(COUNTS);
        long[] bins = new long[counts.size()];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = counts.get(i).asLong();
        }
        return new BinHistogram(
                json.required("scale").asInt(),
                json.required("first").asInt(),
                bins,
                json.path("below").asLong(),
                json.path("above").asLong());
    }

    private static QuantileSketch sketch(JsonNode json) {
        return new QuantileSketch(
                buckets(json.path("positive")), json.path("zero").asLong(), buckets(json.path("negative")));
    }

    private static Map<Integer, Long> buckets(JsonNode json) {
        Map<Integer, Long> buckets = new TreeMap<>();
        int bucket = json.path("first").asInt();
        for (JsonNode count : json.path(COUNTS)) {
            if (count.asLong() > 0) {
                buckets.put(bucket, count.asLong());
            }
            bucket++;
        }
        return buckets;
    }
}
