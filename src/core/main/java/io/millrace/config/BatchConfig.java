package io.millrace.config;

import io.millrace.check.OptionRules;
import java.time.Duration;

/**
 * What one optimizer step learns from.
 *
 * @param groups visits a step B, at least 1
 * @param shards parts that compose makes a step of, each on its own, in 1..128; fixed for the life of a run
 * @param publish whether minibatches are written to the run's channel {@code minibatches} too
 * @param maxWait longest time that a batch waits to fill up before it is trained as it is; 0 s waits without limit
 */
public record BatchConfig(int groups, int shards, boolean publish, Duration maxWait) {
    public BatchConfig {
        OptionRules rules = new OptionRules("batch");
        rules.that(groups >= 1, "groups", "must be >= 1, was %d", groups);
        rules.that(shards >= 1 && shards <= 128, "shards", "must be in 1..128, was %d", shards);
        rules.that(
                shards < 1 || groups % shards == 0, "shards", "must divide batch.groups (%d), was %d", groups, shards);
        rules.that(
                shards == 1 || maxWait.isZero(),
                "maxWait",
                "must be 0 s with %d shards, was %s: a shard without visits would hold up the others",
                shards,
                Durations.format(maxWait));
        rules.that(!maxWait.isNegative(), "maxWait", "must be >= 0 s, was %s", Durations.format(maxWait));
        rules.done();
    }
}
