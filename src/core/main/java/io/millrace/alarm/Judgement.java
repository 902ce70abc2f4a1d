package io.millrace.alarm;

import static java.util.Objects.requireNonNull;

/**
 * Judgement of a rule about a series.
 *
 * @param series what it is about, such as a source of prompts; empty for the whole run
 * @param level position of the value relative to the bound
 * @param value the judged value
 * @param bound the bound
 * @param message what is the matter, with value and bound
 */
public record Judgement(String series, Level level, double value, double bound, String message) {
    /** Share of the distance between a bound and the normal value by which a value must be within the bound to be clear. */
    private static final double MARGIN = 0.1;

    /** Position of a value relative to its bound. */
    public enum Level {
        /** Beyond the bound. */
        BEYOND,
        /** Within the bound, but so close to it that neither a firing alarm resolves nor a new one begins. */
        NEAR,
        /** Within the bound. */
        CLEAR
    }

    public Judgement {
        requireNonNull(series, "series");
        requireNonNull(level, "level");
        requireNonNull(message, "message");
    }

    /** A judgement on a value that must not exceed a bound, and is normally 0. */
    public static Judgement atMost(String series, double value, double bound, String message) {
        return atMost(series, value, bound, 0, message);
    }

    /**
     * A judgement on a value that must not exceed a bound.
     *
     * @param normal what the value is normally, below the bound
     */
    public static Judgement atMost(String series, double value, double bound, double normal, String message) {
        double clear = bound - MARGIN * (bound - normal);
        Level level = value > bound ? Level.BEYOND : value > clear ? Level.NEAR : Level.CLEAR;
        return new Judgement(series, level, value, bound, message);
    }

    /**
     * A judgement on a value that must not fall below a bound.
     *
     * @param normal what the value is normally, above the bound
     */
    public static Judgement atLeast(String series, double value, double bound, double normal, String message) {
        double clear = bound + MARGIN * (normal - bound);
        Level level = value < bound ? Level.BEYOND : value < clear ? Level.NEAR : Level.CLEAR;
        return new Judgement(series, level, value, bound, message);
    }
}
