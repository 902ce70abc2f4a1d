package io.millrace.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/** A row of values as a row of bars, lowest to highest; a value that is not known is a gap. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * The last values of a series.
     *
     * @param width characters at most, at least 1
     */
    static String of(List<Double> values, int width) {
        List<Double> last = values.subList(Math.max(0, values.size() - width), values.size());
        DoubleSummaryStatistics range = last.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .summaryStatistics();
        StringBuilder bars = new StringBuilder();
        for (double value : last) {
            bars.append(Double.isFinite(value) ? bar(value, range.getMin(), range.getMax()) : ' ');
        }
        return bars.toString();
    }

    private static char bar(double value, double min, double max) {
        int highest = BARS.length() - 1;
        return BARS.charAt(max > min ? (int) Math.round((value - min) / (max - min) * highest) : highest / 2);
    }
}
