package io.millrace.operators.channel.kafka;

import io.millrace.check.Require;
import java.util.List;

/**
 * The state of the writer.
 *
 * @param next number of the next record
 * @param states states of the writer of Flink's sink
 */
record NumberedState(long next, List<Object> states) {
    NumberedState {
        states = List.copyOf(states);
        Require.that(next >= 0, "channel writer: next record must be >= 0, was %d", next);
    }
}
