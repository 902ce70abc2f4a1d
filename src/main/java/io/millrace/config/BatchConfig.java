package io.millrace.config;

import io.millrace.Require;
import java.time.Duration;

/**
 * What one optimizer step learns from.
 *
 * @param groups visits a step B, at least 1
 * @param maxWait longest time that a batch waits to fill up before it is trained as it is; 0 s waits without limit
 */
public record BatchConfig(int groups, Duration maxWait) {
    public BatchConfig {
        Require.that(groups >= 1, "batch: groups must be >= 1, was %d", groups);
        Require.that(!maxWait.isNegative(), "batch: maxWait must be >= 0 s, was %s", Durations.format(maxWait));
    }
}
