package io.millrace.config;

import io.millrace.check.OptionRules;
import java.time.Duration;

/**
 * Size and composition of the batch of one optimizer step.
 *
 * @param groups visits per step B, at least 1
 * @param shards independent parts that the composing stage builds a step from, in 1..128; fixed for the life of a run
 * @param publish whether minibatches are also written to the run's channel {@code minibatches}
 * @param maxWait maximum time that an incomplete batch waits before it is trained on; 0 s sets no limit
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
                "must be 0 s with %d shards, was %s: a shard without visits would block the others",
                shards,
                Durations.format(maxWait));
        rules.that(!maxWait.isNegative(), "maxWait", "must be >= 0 s, was %s", Durations.format(maxWait));
        rules.done();
    }
}
