package io.millrace.memory;

import io.millrace.check.Require;
import io.millrace.ordered.OrderedSet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The index of a query's memory.
 *
 * @param entries what is remembered, by rising number
 * @param next number of the next trajectory, from 0
 */
public record MemoryIndex(List<IndexEntry> entries, long next) {
    /** Of a query of which nothing has been remembered. */
    public static final MemoryIndex EMPTY = new MemoryIndex(List.of(), 0);

    public MemoryIndex {
        entries = List.copyOf(entries);
        Require.that(next >= 0, "memory index: next must be >= 0, was %d", next);
    }

    /**
     * This index without what has expired.
     *
     * @param now in epoch milliseconds
     * @param ttl time that a trajectory is remembered for
     */
    public MemoryIndex at(long now, Duration ttl) {
        return only(entry -> now - entry.time() < ttl.toMillis());
    }

    /** This index without the entries that do not pass. */
    MemoryIndex only(Predicate<IndexEntry> passes) {
        List<IndexEntry> left = entries.stream().filter(passes).toList();
        return left.size() == entries.size() ? this : new MemoryIndex(left, next);
    }

    /** The entries that are not in another index. */
    public List<IndexEntry> without(MemoryIndex other) {
        Set<Long> numbers = other.entries.stream().map(IndexEntry::number).collect(OrderedSet.collector());
        return entries.stream()
                .filter(entry -> !numbers.contains(entry.number()))
                .toList();
    }

    /** The correct ones, by rising number. */
    public List<IndexEntry> correct() {
        return entries.stream().filter(IndexEntry::correct).toList();
    }

    /** The wrong ones, by rising number. */
    public List<IndexEntry> wrong() {
        return entries.stream().filter(entry -> !entry.correct()).toList();
    }
}
