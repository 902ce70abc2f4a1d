package io.millrace.report;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers for people; unknown values are dashes. */
final class Numbers {
    private static final String UNKNOWN = "-";

    private Numbers() {}

    /** With a fixed number of decimals. */
    static String fixed(double value, int decimals) {
        return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A share 0..1 as a percentage with one decimal. */
    static String percent(double share) {
        return Double.isNaN(share) ? UNKNOWN : fixed(100 * share, 1) + " %";
    }

    /** A rate or count, at least 0, to three significant digits: 7.25, 72.5, 725, 7.25k, 7.25M. */
    static String rate(double value) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        String[] units = {"", "k", "M", "G"};
        double rest = value;
        int unit = 0;
        while (rest >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        return fixed(rest, rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2) + units[unit];
    }

    /** A time in its two largest units. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
        }
        return String.format(Locale.ROOT, "%d d %02d h", seconds / 86_400, seconds % 86_400 / 3600);
    }
}
