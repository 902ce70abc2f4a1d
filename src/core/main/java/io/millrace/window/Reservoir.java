package io.millrace.window;

import io.millrace.check.Require;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * A sample of responses of fixed size: those whose ids have the smallest hashes. Therefore it does not depend on the order in which
 * responses and reservoirs are added, and no random number is drawn. Mutable; not thread-safe.
 */
public final class Reservoir {
    private static final Comparator<ResponseId> BY_HASH = Comparator.comparingLong(ResponseId::hash)
            .thenComparing(ResponseId::query)
            .thenComparingLong(ResponseId::visit)
            .thenComparing(ResponseId::reflection)
            .thenComparingInt(ResponseId::sample);

    private final int size;
    private final TreeSet<ResponseId> ids = new TreeSet<>(BY_HASH);

    /**
     * @param size maximum number of responses, at least 1
     */
    public Reservoir(int size) {
        Require.that(size >= 1, "reservoir: size must be >= 1, was %d", size);
        this.size = size;
    }

    /** Adds a response. */
    public void add(ResponseId id) {
        ids.add(id);
        if (ids.size() > size) {
            ids.pollLast();
        }
    }

    /** Adds responses. */
    public void addAll(Collection<ResponseId> more) {
        more.forEach(this::add);
    }

    /** The responses in the sample, smallest hash first. */
    public List<ResponseId> ids() {
        return List.copyOf(ids);
    }
}
