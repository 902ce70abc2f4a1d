package io.millrace.operators.channel;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * The state of the writer of an {@link AggregatingSink}.
 *
 * @param states states of the channel's own writer
 * @param name of the aggregator
 * @param aggregates the state of the aggregator
 */
record AggregatingState(List<Object> states, String name, Bytes aggregates) {
    /** An array that is compared by its content. */
    record Bytes(byte... values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    AggregatingState {
        states = List.copyOf(states);
        requireNonNull(name, "name");
        requireNonNull(aggregates, "aggregates");
    }
}
