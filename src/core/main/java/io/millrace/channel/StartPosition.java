package io.millrace.channel;

import io.millrace.ordered.OrderedMap;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a reader starts in a channel. */
public sealed interface StartPosition extends Serializable {
    /** The first record. */
    StartPosition EARLIEST = new Earliest();

    /** Rule for its text, for messages. */
    String RULE =
            "must be earliest, latest, a time such as 2026-11-30T12:00:00Z, record:NUMBER or offsets:PARTITION=OFFSET,...";

    /** The first record. */
    record Earliest() implements StartPosition {
        @Override
        public String toString() {
            return "earliest";
        }
    }

    /** After the last record published until then. */
    record Latest() implements StartPosition {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /**
     * The first record published at a time or later.
     *
     * @param time the time
     */
    record Since(Instant time) implements StartPosition {
        @Override
        public String toString() {
            return time.toString();
        }
    }

    /**
     * A record by its number.
     *
     * @param number from 0
     */
    record AtRecord(long number) implements StartPosition {
        @Override
        public String toString() {
            return "record:" + number;
        }
    }

    /**
     * An offset in each partition of a topic.
     *
     * @param offsets by partition; other partitions start with their first record
     */
    record AtOffsets(Map<Integer, Long> offsets) implements StartPosition {
        public AtOffsets {
            offsets = OrderedMap.sortedCopyOf(offsets);
        }

        @Override
        public String toString() {
            return "offsets:"
                    + offsets.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining(","));
        }
    }

    /**
     * Parses a position.
     *
     * @throws IllegalArgumentException if it is none
     */
    static StartPosition parse(String text) {
        Matcher record = Pattern.compile("record:(\\d{1,18})").matcher(text);
        if (record.matches()) {
            return new AtRecord(Long.parseLong(record.group(1)));
        }
        if (text.matches("offsets:\\d{1,9}=\\d{1,18}(,\\d{1,9}=\\d{1,18})*")) {
            return offsets(text);
        }
        return switch (text) {
            case "earliest" -> EARLIEST;
            case "latest" -> new Latest();
            default -> {
                try {
                    yield new Since(Instant.parse(text));
                } catch (DateTimeParseException e) {
                    throw new IllegalArgumentException("%s, was '%s'".formatted(RULE, text), e);
                }
            }
        };
    }

    private static AtOffsets offsets(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String one : text.substring(text.indexOf(':') + 1).split(",")) {
            int equals = one.indexOf('=');
            Long before =
                    offsets.put(Integer.parseInt(one.substring(0, equals)), Long.parseLong(one.substring(equals + 1)));
            if (before != null) {
                throw new IllegalArgumentException("%s, names a partition twice: '%s'".formatted(RULE, text));
            }
        }
        return new AtOffsets(offsets);
    }

    /** Whether a text is a position. */
    static boolean isValid(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
