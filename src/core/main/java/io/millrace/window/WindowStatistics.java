package io.millrace.window;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All aggregates of a window, or of a part of it: counts, histograms, quantiles, sums and sampled responses. Mutable; not
 * thread-safe.
 *
 * <p>{@link #add(WindowStatistics)} adds another part. Apart from the rounding of sums, the result does not depend on how the
 * responses are divided into parts, nor on their order.
 */
public final class WindowStatistics {
    /** The total reward, in {@link #histogram}, {@link #sketch}, {@link #moments} and {@link #samples}. */
    public static final String REWARD = "reward";
    /** Response length in tokens. */
    public static final String LENGTH = "length";
    /** Mean entropy of the policy over the response, in nats per token. */
    public static final String ENTROPY = "entropy";
    /** Age of the weights that sampled the response when it was trained on, in optimizer steps. */
    public static final String STALENESS = "staleness";

    /** Maximum number of reasons, and of components of the reward, before further ones are counted as {@link SeriesKey#OTHER}. */
    private static final int MAX_REASONS = 8;

    private static final int MAX_COMPONENTS = 64;

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final TreeMap<String, Long> ungraded = new TreeMap<>();
    private final TreeMap<String, Long> ends = new TreeMap<>();
    private final TreeMap<String, BinHistogram> histograms = new TreeMap<>();
    private final TreeMap<String, QuantileSketch> sketches = new TreeMap<>();
    private final TreeMap<String, Moments> moments = new TreeMap<>();
    private final BinSamples samples;
    private long zeroAdvantages;
    private long advantages;

    /**
     * @param perBin number of responses kept for each bin of the reward, at least 0
     */
    public WindowStatistics(int perBin) {
        samples = new BinSamples(perBin);
    }

    /** The name of a component of the reward in {@link #histogram} and {@link #moments}. */
    public static String component(String name) {
        return REWARD + "." + name;
    }

    /** Increases a count. */
    public void count(Count what, long by) {
        Require.that(by >= 0, "window: a count must not decrease, was increased by %d", by);
        if (by > 0) {
            counts.merge(what, by, Long::sum);
        }
    }

    /** Counts responses without a verdict, by their reason. */
    public void ungraded(String reason, long by) {
        add(ungraded, reason, by);
    }

    /** Counts ends of visits, by their kind. */
    public void end(String kind, long by) {
        ends.merge(requireNonNull(kind, "kind"), by, Long::sum);
    }

    /** Counts groups with advantages, and those among them whose advantages are all 0. */
    public void zeroAdvantages(long zero, long of) {
        Require.that(zero >= 0 && zero <= of, "window: zero advantages must be in 0..%d, were %d", of, zero);
        zeroAdvantages += zero;
        advantages += of;
    }

    /** Adds the total reward of a response to histogram, quantiles, sums and samples. */
    public void reward(double value, ResponseId id) {
        BinHistogram histogram = bin(REWARD, value);
        quantile(REWARD, value);
        samples.add(histogram, value, id);
    }

    /** Adds the value of a component of the reward to its histogram and sums. */
    public void component(String name, double value) {
        String key = bounded(histograms, component(name), component(SeriesKey.OTHER), MAX_COMPONENTS);
        bin(key, value);
        moments.merge(key, Moments.NONE.plus(value), Moments::plus);
    }

    /** Adds a value to its quantiles and sums. */
    public void quantile(String name, double value) {
        sketches.computeIfAbsent(name, n -> new QuantileSketch()).add(value);
        moments.merge(name, Moments.NONE.plus(value), Moments::plus);
    }

    private BinHistogram bin(String name, double value) {
        BinHistogram histogram = histograms.computeIfAbsent(name, n -> new BinHistogram());
        histogram.add(value);
        return histogram;
    }

    private static void add(TreeMap<String, Long> map, String name, long by) {
        map.merge(bounded(map, name, SeriesKey.OTHER, MAX_REASONS), by, Long::sum);
    }

    private static String bounded(Map<String, ?> map, String name, String other, int most) {
        return map.containsKey(name) || map.size() < most ? name : other;
    }

    /** Adds another part, which is left as it is. */
    public void add(WindowStatistics part) {
        part.counts.forEach(this::count);
        part.ungraded.forEach((reason, by) -> add(ungraded, reason, by));
        part.ends.forEach(this::end);
        zeroAdvantages(part.zeroAdvantages, part.advantages);
        part.histograms.forEach((name, more) -> histograms
                .computeIfAbsent(
                        bounded(histograms, name, component(SeriesKey.OTHER), MAX_COMPONENTS + 1),
                        n -> new BinHistogram())
                .add(more));
        part.sketches.forEach((name, more) ->
                sketches.computeIfAbsent(name, n -> new QuantileSketch()).add(more));
        part.moments.forEach((name, more) -> moments.merge(name, more, Moments::plus));
        samples.add(part.samples, histogram(REWARD));
    }

    /** Restores a histogram of a record. */
    public void restore(String name, BinHistogram histogram) {
        histograms.put(name, histogram.copy());
    }

    /** Restores quantiles of a record. */
    public void restore(String name, QuantileSketch sketch) {
        sketches.put(name, sketch.copy());
    }

    /** Restores sums of a record. */
    public void restore(String name, Moments values) {
        moments.put(name, requireNonNull(values, "values"));
    }

    /** Restores the sampled responses of a bin of the reward, after its histogram. */
    public void restore(int bin, List<ResponseId> ids) {
        samples.restore(histogram(REWARD), bin, ids);
    }

    /** A count. */
    public long count(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    /** Responses without a verdict by reason; the ninth reason and further ones are counted as {@code other}. */
    public Map<String, Long> ungraded() {
        return Collections.unmodifiableSortedMap(ungraded);
    }

    /** Number of responses without a verdict. */
    public long ungradedResponses() {
        return ungraded.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Ends of visits by kind. */
    public Map<String, Long> ends() {
        return Collections.unmodifiableSortedMap(ends);
    }

    /** Number of groups with all-zero advantages among those trained on. */
    public long zeroAdvantages() {
        return zeroAdvantages;
    }

    /** Number of groups trained on. */
    public long groupsWithAdvantages() {
        return advantages;
    }

    /** Advantage collapse rate: share of groups with all-zero advantages among those trained on; NaN without any. */
    public double collapseRate() {
        return (double) zeroAdvantages / advantages;
    }

    /** Share of correct responses; NaN without any. */
    public double accuracy() {
        return (double) count(Count.CORRECT) / count(Count.RESPONSES);
    }

    /** The histogram of the reward, or of a component; a copy, empty if there is none. */
    public BinHistogram histogram(String name) {
        BinHistogram found = histograms.get(name);
        return found == null ? new BinHistogram() : found.copy();
    }

    /** The names of the histograms, in order. */
    public List<String> histograms() {
        return List.copyOf(histograms.keySet());
    }

    /** The quantiles of a value; a copy, empty if there are none. */
    public QuantileSketch sketch(String name) {
        QuantileSketch found = sketches.get(name);
        return found == null ? new QuantileSketch() : found.copy();
    }

    /** The names of the values with quantiles, in order. */
    public List<String> sketches() {
        return List.copyOf(sketches.keySet());
    }

    /** Number, sum and sum of squares of a value; none if unknown. */
    public Moments moments(String name) {
        return moments.getOrDefault(name, Moments.NONE);
    }

    /** The names of the values with sums, in order. */
    public List<String> moments() {
        return List.copyOf(moments.keySet());
    }

    /** Sampled responses by bin of the reward's histogram, at its scale. */
    public Map<Integer, List<ResponseId>> samples() {
        return samples.ids();
    }

    /** Maximum number of sampled responses in a bin. */
    public int perBin() {
        return samples.perBin();
    }

    /** Whether nothing has been added. */
    public boolean isEmpty() {
        return counts.isEmpty() && ungraded.isEmpty() && ends.isEmpty() && sketches.isEmpty() && advantages == 0;
    }

    /** An independent copy. */
    public WindowStatistics copy() {
        WindowStatistics copy = new WindowStatistics(samples.perBin());
        copy.add(this);
        return copy;
    }
}
