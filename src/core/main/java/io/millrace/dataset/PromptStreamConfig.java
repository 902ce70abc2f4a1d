package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.StartPosition;
import io.millrace.check.OptionRules;

/**
 * Training prompts that arrive in a channel, without end.
 *
 * @param from address of the channel, such as `kafka:prompts` or `dir:/data/prompts`; empty trains on the data set of
 *     {@code data.train}. With an address, {@code data.train} provides the task and the fields of records that do not name
 *     them, and its prompts represent those of the stream before the start: they are checked, and methods measure values
 *     on them
 * @param visits number of visits of each prompt, at least 1
 * @param start where a new run starts in the channel: `earliest`, `latest`, a time such as `2026-11-30T12:00:00Z` (Kafka),
 *     `offsets:0=120,1=98` (Kafka, by partition) or `record:120` (directory). A resumed run continues where it was
 */
public record PromptStreamConfig(String from, int visits, String start) {
    /** No stream. */
    public static final PromptStreamConfig NONE = new PromptStreamConfig("", 1, "earliest");

    public PromptStreamConfig {
        requireNonNull(from, "from");
        requireNonNull(start, "start");
        OptionRules rules = new OptionRules("data.stream");
        rules.that(
                from.isEmpty() || from.matches("[^:\\s]+:\\s*\\S.*"),
                "from",
                "must be KIND:PLACE or empty, was '%s'",
                from);
        rules.that(visits >= 1, "visits", "must be >= 1, was %d", visits);
        rules.that(StartPosition.isValid(start), "start", "%s, was '%s'", StartPosition.RULE, start);
        rules.done();
    }

    /** Whether prompts arrive in a channel. */
    public boolean enabled() {
        return !from.isEmpty();
    }
}
