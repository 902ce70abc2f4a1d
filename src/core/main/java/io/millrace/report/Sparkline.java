package io.millrace.report;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/** A row of values as a row of bars; unknown values are gaps. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * A series of values; if it is longer than the row, each bar is the mean of neighbouring values.
     *
     * @param width maximum number of characters, at least 1
     */
    static String of(List<Double> values, int width) {
        int size = Math.min(width, values.size());
        double[] means = IntStream.range(0, size)
                .mapToDouble(i -> mean(values.subList(at(i, size, values), at(i + 1, size, values))))
                .toArray();
        DoubleSummaryStatistics range =
                Arrays.stream(means).filter(Double::isFinite).summaryStatistics();
        StringBuilder bars = new StringBuilder();
        for (double value : means) {
            bars.append(Double.isFinite(value) ? bar(value, range.getMin(), range.getMax()) : ' ');
        }
        return bars.toString();
    }

    private static int at(int bar, int bars, List<Double> values) {
        return (int) ((long) bar * values.size() / bars);
    }

    private static double mean(List<Double> values) {
        return values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static char bar(double value, double min, double max) {
        int highest = BARS.length() - 1;
        return BARS.charAt(max > min ? (int) Math.round((value - min) / (max - min) * highest) : highest / 2);
    }
}
