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
 * @param entries the remembered trajectories, by ascending number
 * @param next number of the next trajectory, from 0
 */
public record MemoryIndex(List<IndexEntry> entries, long next) {
    /** The index of a query without remembered trajectories. */
    public static final MemoryIndex EMPTY = new MemoryIndex(List.of(), 0);

    public MemoryIndex {
        entries = List.copyOf(entries);
        Require.that(next >= 0, "memory index: next must be >= 0, was %d", next);
    }

    /**
     * This index without expired entries.
     *
     * @param now in epoch milliseconds
     * @param ttl time to live of a trajectory
     */
    public MemoryIndex at(long now, Duration ttl) {
        return only(entry -> now - entry.time() < ttl.toMillis());
    }

    /** This index with only the entries that pass. */
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

    /** The correct entries, by ascending number. */
    public List<IndexEntry> correct() {
        return entries.stream().filter(IndexEntry::correct).toList();
    }

    /** The incorrect entries, by ascending number. */
    public List<IndexEntry> incorrect() {
        return entries.stream().filter(entry -> !entry.correct()).toList();
    }
}
