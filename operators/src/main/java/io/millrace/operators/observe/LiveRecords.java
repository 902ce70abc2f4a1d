package io.millrace.operators.observe;

import io.millrace.window.WindowPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of windows that are not published yet, for readers in the process that runs the job: the channels show only what a
 * checkpoint covers. Never the source of truth: what an attempt has added here is gone when the attempt ends.
 *
 * <p>Nothing is copied unless somebody has asked recently. Thread-safe.
 */
public final class LiveRecords {
    /** Time for which a question keeps the parts coming. */
    private static final long INTEREST_NANOS = 5_000_000_000L;

    private static final LiveRecords CURRENT = new LiveRecords();

    private final Map<Key, Entry> entries = new TreeMap<>();

    private record Key(String folder, String channel) implements Comparable<Key> {
        Key(Path folder, String channel) {
            this(folder.toAbsolutePath().normalize().toString(), channel);
        }

        @Override
        public int compareTo(Key other) {
            int order = folder.compareTo(other.folder);
            return order != 0 ? order : channel.compareTo(other.channel);
        }
    }

    /** The writer of a channel in the running attempt. */
    private static final class Entry {
        final Object writer;
        List<WindowPart> parts = List.of();
        long asked = Long.MIN_VALUE;

        Entry(Object writer) {
            this.writer = writer;
        }
    }

    private LiveRecords() {}

    /** The records of the job in this process. */
    public static LiveRecords current() {
        return CURRENT;
    }

    /**
     * The parts that may not be published yet, by the number of their part: a reader drops those whose number it has seen in the
     * channel, or a lower one. Empty if the job is not in this process.
     *
     * @param folder the folder of the run
     * @param channel name of the channel, {@code metrics} or {@code trends}
     */
    public synchronized List<WindowPart> parts(Path folder, String channel) {
        Entry entry = entries.get(new Key(folder, channel));
        if (entry == null) {
            return List.of();
        }
        boolean recent = isRecent(entry);
        entry.asked = System.nanoTime();
        return recent ? entry.parts : List.of();
    }

    /** Announces the writer of a new attempt, which replaces that of an earlier one. */
    synchronized void start(Path folder, String channel, Object writer) {
        Key key = new Key(folder, channel);
        Entry before = entries.get(key);
        Entry entry = new Entry(writer);
        entry.asked = before == null ? Long.MIN_VALUE : before.asked;
        entries.put(key, entry);
    }

    /** Whether somebody reads the parts of this writer. */
    synchronized boolean isWanted(Path folder, String channel, Object writer) {
        Entry entry = entries.get(new Key(folder, channel));
        return entry != null && entry.writer == writer && isRecent(entry);
    }

    private static boolean isRecent(Entry entry) {
        return entry.asked != Long.MIN_VALUE && System.nanoTime() - entry.asked < INTEREST_NANOS;
    }

    /**
     * Replaces the parts of a writer, unless a newer attempt has started.
     *
     * @param flushed parts of recent checkpoints, which may not be published yet
     * @param open parts of the next one so far
     */
    synchronized void put(Path folder, String channel, Object writer, List<WindowPart> flushed, List<WindowPart> open) {
        Entry entry = entries.get(new Key(folder, channel));
        if (entry != null && entry.writer == writer) {
            List<WindowPart> all = new ArrayList<>(flushed);
            all.addAll(open);
            entry.parts = List.copyOf(all);
        }
    }

    /** Removes the parts of a writer that ends. */
    synchronized void end(Path folder, String channel, Object writer) {
        Key key = new Key(folder, channel);
        Entry entry = entries.get(key);
        if (entry != null && entry.writer == writer) {
            entries.remove(key);
        }
    }
}
