package io.millrace.operators.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An aggregator for tests: publishes the values of each checkpoint as one record, except those that start with {@code keep}, which
 * stay in its state until {@code release} arrives.
 */
record Tally(List<String> added, List<String> kept) implements RecordAggregator<String> {
    /** Creates it. */
    record Factory(String name) implements RecordAggregator.Factory<String> {
        private static final long serialVersionUID = 1;

        @Override
        public RecordAggregator<String> create() {
            return new Tally(new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public RecordAggregator<String> restore(byte[] state) {
            String text = new String(state, StandardCharsets.UTF_8);
            return new Tally(new ArrayList<>(), new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split(","))));
        }
    }

    @Override
    public void add(String value, long now) {
        (value.startsWith("keep") ? kept : added).add(value);
    }

    @Override
    public List<String> flush(long now) {
        if (added.contains("release")) {
            added.addAll(kept);
            kept.clear();
        }
        List<String> records = added.isEmpty() ? List.of() : List.of(String.join("+", added));
        added.clear();
        return records;
    }

    @Override
    public byte[] snapshot() {
        return String.join(",", kept).getBytes(StandardCharsets.UTF_8);
    }
}
