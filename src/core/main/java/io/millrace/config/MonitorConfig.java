package io.millrace.config;

import io.millrace.check.OptionRules;
import java.io.Serializable;
import java.time.Duration;

/**
 * The monitor: windows and records of graded responses. Nothing that is trained on depends on it.
 *
 * @param enabled whether it is used; the channels remain, so that a run can be resumed with either value
 * @param lateness time for which a window stays open after its end, before the newest prompt read; later responses are a further part of it
 * @param sources maximum number of pairs of source and task with series of their own, at least 1; further ones are counted as `other`
 * @param perBin responses kept as samples for each bin of the reward, at least 0
 * @param tokensPerSecond response and prompt tokens per second above which groups are recorded without the values of their tokens, at
 *     least 0; their numbers are always recorded
 * @param scores whether the learner's log-probabilities of the responses are recorded
 */
public record MonitorConfig(
        boolean enabled, Duration lateness, int sources, int perBin, long tokensPerSecond, boolean scores)
        implements Serializable {
    /** No monitor. */
    public static final MonitorConfig OFF = new MonitorConfig(false, Duration.ofMinutes(2), 16, 3, 0, false);

    public MonitorConfig {
        OptionRules rules = new OptionRules("monitor");
        rules.that(!lateness.isNegative(), "lateness", "must be >= 0 s, was %s", Durations.format(lateness));
        rules.that(sources >= 1, "sources", "must be >= 1, was %d", sources);
        rules.that(perBin >= 0, "perBin", "must be >= 0, was %d", perBin);
        rules.that(tokensPerSecond >= 0, "tokensPerSecond", "must be >= 0, was %d", tokensPerSecond);
        rules.done();
    }
}
