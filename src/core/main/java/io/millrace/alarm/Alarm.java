package io.millrace.alarm;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A change of the state of an alarm.
 *
 * @param rule type name of the rule, such as {@code reward-collapse}
 * @param series what it is about, such as a source of prompts; empty for the whole run
 * @param state the new state
 * @param since time of the first judgement beyond the bound, in epoch milliseconds
 * @param time time of the judgement that changed the state, in epoch milliseconds
 * @param value the judged value
 * @param bound the bound that it passed
 * @param message what happened, with value and bound
 */
public record Alarm(
        String rule,
        String series,
        AlarmState state,
        long since,
        long time,
        double value,
        double bound,
        String message) {
    public Alarm {
        requireNonNull(rule, "rule");
        requireNonNull(series, "series");
        requireNonNull(state, "state");
        requireNonNull(message, "message");
        Require.that(!rule.isBlank(), "alarm: rule must not be blank");
        Require.that(since >= 0 && since <= time, "alarm %s: since must be in 0..%d, was %d", rule, time, since);
    }

    /** The alarm in one line: {@code alarm reward-collapse (gsm8k) FIRING: ...}. */
    public String text() {
        return "alarm %s%s %s: %s".formatted(rule, series.isEmpty() ? "" : " (" + series + ")", state, message);
    }
}
