package io.millrace.alarm;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Inline;
import io.millrace.plugin.Sections;
import java.time.Duration;
import java.util.List;

/**
 * Alarms of a run.
 *
 * @param enabled whether the run is judged
 * @param every time between two judgements of the stream's health, at least 1 s
 * @param responses minimum number of responses in a sample that is judged, at least 100
 * @param rules what is judged
 * @param sinks where alarms that fire or resolve are sent, in addition to the channel of alarms; each has a type, which determines
 *     its options
 */
public record AlarmsConfig(
        boolean enabled,
        Duration every,
        int responses,
        @Inline Sections<AlarmRule> rules,
        List<AlarmSinkType> sinks) {
    public AlarmsConfig {
        requireNonNull(every, "every");
        requireNonNull(rules, "rules");
        sinks = List.copyOf(sinks);
        OptionRules checks = new OptionRules("alarms");
        checks.that(every.toSeconds() >= 1, "every", "must be >= 1 s, was %d ms", every.toMillis());
        checks.that(responses >= 100, "responses", "must be >= 100, was %d", responses);
        checks.done();
    }
}
