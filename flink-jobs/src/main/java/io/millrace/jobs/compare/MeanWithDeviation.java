package io.millrace.jobs.compare;

import java.util.Arrays;
import java.util.Locale;

/** Formats one figure of the runs of a variant. */
final class MeanWithDeviation {
    private MeanWithDeviation() {}

    /**
     * The mean of the values, and their standard deviation if there are several.
     *
     * @param format format of the mean; unknown values are skipped, and without any value the cell is empty
     */
    static String format(String format, double... values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (known.length == 0) {
            return "";
        }
        String text = String.format(Locale.ROOT, format, mean(known));
        return known.length == 1 ? text : text + String.format(Locale.ROOT, " ± %.1f", deviation(known));
    }

    /** Mean; NaN if empty. */
    static double mean(double... values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double deviation(double... values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
