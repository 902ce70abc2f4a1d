package io.millrace.jobs.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Reads a channel starting at a record, and continues as records are published.
 *
 * @param channel the channel
 * @param from the first record
 * @param most number of records after which reading ends; for {@link From#LAST}, the number of published records it
 *     starts with
 * @param follow whether to wait for more records after the last published one
 */
public record ChannelTail(Channel channel, From from, long most, boolean follow) {
    private static final Duration LOOK = Duration.ofMillis(200);

    /**
     * Where reading starts.
     *
     * @param kind kind of place
     * @param record number of the record, for {@link Kind#RECORD}
     */
    public record From(Kind kind, long record) {
        /** The last published records. */
        public static final From LAST = new From(Kind.LAST, 0);
        /** The oldest record held. */
        public static final From BEGINNING = new From(Kind.BEGINNING, 0);
        /** The next record to be published. */
        public static final From END = new From(Kind.END, 0);

        /** Kinds of places. */
        public enum Kind {
            LAST,
            BEGINNING,
            END,
            RECORD
        }

        /** A record by its number. */
        public static From record(long number) {
            return new From(Kind.RECORD, number);
        }
    }

    public ChannelTail {
        requireNonNull(channel, "channel");
        requireNonNull(from, "from");
    }

    /**
     * Reads records until the maximum or, without {@link #follow}, the last published record is reached.
     *
     * @param out receives each record; returns false to stop reading
     * @param stopped whether to end while waiting for records
     */
    public void read(Predicate<ChannelRecord> out, BooleanSupplier stopped) throws InterruptedException {
        boolean bounded = from.kind() != From.Kind.LAST;
        long left = bounded ? most : Long.MAX_VALUE;
        try (RecordReader reader = reader()) {
            if (!bounded || from.kind() == From.Kind.END) {
                for (ChannelRecord record : published(reader, bounded ? 0 : most, stopped)) {
                    if (!out.test(record)) {
                        return;
                    }
                }
            }
            while (left > 0 && !stopped.getAsBoolean()) {
                Optional<ChannelRecord> next = reader.next();
                if (next.isPresent()) {
                    if (!out.test(next.get())) {
                        return;
                    }
                    left--;
                } else if (follow) {
                    Thread.sleep(LOOK.toMillis());
                } else {
                    return;
                }
            }
        }
    }

    private RecordReader reader() {
        return switch (from.kind()) {
            case RECORD -> channel.reader(from.record());
            case BEGINNING -> ChannelScan.reader(channel);
            case LAST, END -> channel.reader(nearEnd(from.kind() == From.Kind.LAST ? most : 0));
        };
    }

    private long nearEnd(long before) {
        HeldRecords held = channel.held();
        return Math.max(held.oldest(), held.next() - before);
    }

    /** Reads all published records and returns the last ones. */
    private static Iterable<ChannelRecord> published(RecordReader reader, long most, BooleanSupplier stopped) {
        ArrayDeque<ChannelRecord> last = new ArrayDeque<>();
        for (Optional<ChannelRecord> next = reader.next();
                next.isPresent() && !stopped.getAsBoolean();
                next = reader.next()) {
            last.add(next.get());
            if (last.size() > most) {
                last.poll();
            }
        }
        return last;
    }
}
