package io.millrace.dataset.filter;

import io.millrace.check.Require;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A closed interval of numbers.
 *
 * @param least -∞ if there is no bound
 * @param most ∞ if there is no bound
 */
record Interval(double least, double most) {
    private static final String NUMBER = "(?:[+-]?\\d+(?:\\.\\d+)?)?";
    private static final Pattern FORM = Pattern.compile("(" + NUMBER + ")\\.\\.(" + NUMBER + ")");

    /**
     * Reads {@code 2..5}, {@code 2..} or {@code ..5}.
     *
     * @param who subject of the message
     */
    static Interval of(String who, String text) {
        Matcher form = FORM.matcher(text.strip());
        Require.that(
                form.matches() && !(form.group(1) + form.group(2)).isEmpty(),
                "%s: within must be one or two numbers, such as 2..5, 2.. or ..5, was '%s'",
                who,
                text);
        Interval interval = new Interval(
                bound(form.group(1), Double.NEGATIVE_INFINITY), bound(form.group(2), Double.POSITIVE_INFINITY));
        Require.that(interval.least <= interval.most, "%s: within must be in ascending order, was '%s'", who, text);
        return interval;
    }

    boolean contains(double value) {
        return value >= least && value <= most;
    }

    private static double bound(String number, double otherwise) {
        return number.isEmpty() ? otherwise : Double.parseDouble(number);
    }
}
