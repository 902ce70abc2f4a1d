package io.millrace.memory;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.random.SplitMix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which trajectories of a query are kept when new ones are offered. Correct and incorrect ones have separate capacities, so
 * neither kind can evict the other.
 *
 * @param rule which trajectories are evicted when there are too many
 * @param correct capacity for correct ones, at least 0
 * @param wrong capacity for incorrect ones, at least 0; one of the two is at least 1
 * @param maxAge maximum age of a trajectory relative to the newest policy version, in versions, at least 0; 0 sets no limit
 * @param seed decides the draws of {@link Rule#RESERVOIR}
 */
public record Retention(Rule rule, int correct, int wrong, long maxAge, long seed) implements Serializable {
    /** Which trajectories of a kind are evicted when there are too many. */
    public enum Rule {
        /** Evicts the oldest. */
        NEWEST,
        /**
         * Evicts at random, so that the kept trajectories are a uniform sample of all that were ever offered. Each trajectory's
         * draw is a function of seed, query, visit and number, and the lowest draws are kept, so only the draws decide.
         */
        RESERVOIR,
        /** Evicts the longest of the correct ones, and the older of the two most similar incorrect ones. */
        DIVERSE
    }

    /**
     * Result of an offer.
     *
     * @param index the updated index
     * @param added entries that are new in the index
     * @param evicted number of evicted trajectories, including offered ones that were not kept
     */
    public record Change(MemoryIndex index, List<IndexEntry> added, int evicted) {
        public Change {
            requireNonNull(index, "index");
            added = List.copyOf(added);
        }
    }

    public Retention {
        requireNonNull(rule, "rule");
        Require.that(correct >= 0, "memory: correct must be >= 0, was %d", correct);
        Require.that(wrong >= 0, "memory: wrong must be >= 0, was %d", wrong);
        Require.that(correct > 0 || wrong > 0, "memory: correct or wrong must be >= 1, both were 0");
        Require.that(maxAge >= 0, "memory: maxAge must be >= 0, was %d", maxAge);
    }

    /**
     * Offers trajectories to a query's memory.
     *
     * @param query the query's id
     * @param index the remembered trajectories, without expired ones
     * @param offered the new trajectories in their order, numbered from {@link MemoryIndex#next} on
     * @param newestVersion number of the newest policy version known, which age is counted from
     */
    public Change offer(String query, MemoryIndex index, List<IndexEntry> offered, long newestVersion) {
        List<IndexEntry> all = new ArrayList<>(index.entries());
        all.addAll(offered);
        List<IndexEntry> young = all.stream()
                .filter(entry -> isWithinMaxAge(entry, newestVersion))
                .toList();
        long draws = SplitMix.mix(seed, query);
        Set<IndexEntry> staying = new LinkedHashSet<>();
        staying.addAll(keep(young.stream().filter(IndexEntry::correct).toList(), correct, draws));
        staying.addAll(keep(young.stream().filter(entry -> !entry.correct()).toList(), wrong, draws));
        MemoryIndex after =
                new MemoryIndex(all.stream().filter(staying::contains).toList(), index.next() + offered.size());
        return new Change(after, offered.stream().filter(staying::contains).toList(), all.size() - staying.size());
    }

    /**
     * An index without entries above the maximum age.
     *
     * @param newestVersion number of the newest policy version known, which age is counted from
     */
    public MemoryIndex withinMaxAge(MemoryIndex index, long newestVersion) {
        return index.only(entry -> isWithinMaxAge(entry, newestVersion));
    }

    private boolean isWithinMaxAge(IndexEntry entry, long newestVersion) {
        return maxAge == 0 || newestVersion - entry.version() <= maxAge;
    }

    /** The entries of one kind that are kept, by ascending number. */
    private List<IndexEntry> keep(List<IndexEntry> kind, int places, long draws) {
        if (kind.size() <= places) {
            return kind;
        }
        return switch (rule) {
            case NEWEST -> kind.subList(kind.size() - places, kind.size());
            case RESERVOIR -> first(places, kind, (a, b) -> Long.compareUnsigned(draw(a, draws), draw(b, draws)));
            case DIVERSE ->
                kind.get(0).correct()
                        ? first(
                                places,
                                kind,
                                Comparator.comparingInt(IndexEntry::tokens)
                                        .thenComparing(Comparator.comparingLong(IndexEntry::number)
                                                .reversed()))
                        : mostDissimilar(kind, places);
        };
    }

    private static long draw(IndexEntry entry, long draws) {
        return SplitMix.mix(SplitMix.mix(draws, entry.visit()), entry.number());
    }

    private static List<IndexEntry> first(int places, List<IndexEntry> kind, Comparator<IndexEntry> order) {
        return kind.stream().sorted(order).limit(places).toList();
    }

    /** Removes the older entry of the closest pair until the rest fits; of equally close pairs, the oldest. */
    private static List<IndexEntry> mostDissimilar(List<IndexEntry> kind, int places) {
        List<IndexEntry> rest = new ArrayList<>(kind);
        while (rest.size() > places) {
            rest.remove(rest.size() == 1 ? 0 : olderOfClosest(rest));
        }
        return rest;
    }

    private static int olderOfClosest(List<IndexEntry> entries) {
        int closest = Integer.MAX_VALUE;
        int older = 0;
        for (int i = 0; i < entries.size() - 1; i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                int distance = Fingerprint.distance(
                        entries.get(i).fingerprint(), entries.get(j).fingerprint());
                if (distance < closest) {
                    closest = distance;
                    older = i;
                }
            }
        }
        return older;
    }
}
