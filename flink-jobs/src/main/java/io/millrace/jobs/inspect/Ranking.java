package io.millrace.jobs.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/** An order of queries for listing the first ones; ties are broken by id. */
public enum Ranking {
    /**
     * Lowest share of correct responses first; ties by most responses. Queries without a graded response are left out.
     */
    HARDEST(Comparator.comparingDouble(QueryLine::passRate)
            .thenComparing(Comparator.comparingLong(QueryLine::responses).reversed())),
    /** Most visits first. */
    MOST_VISITED(Comparator.comparingLong(QueryLine::visits).reversed()),
    /** Most bytes of trajectories first. */
    LARGEST(Comparator.comparingLong(QueryLine::bytes).reversed());

    private final Comparator<QueryLine> order;

    Ranking(Comparator<QueryLine> order) {
        this.order = order.thenComparing(QueryLine::query);
    }

    /** The first queries in this order; memory does not grow with the number of queries. */
    public List<QueryLine> first(int most, Iterator<QueryLine> queries) {
        PriorityQueue<QueryLine> kept = new PriorityQueue<>(order.reversed());
        while (queries.hasNext()) {
            QueryLine query = queries.next();
            if (this == HARDEST && query.responses() == 0) {
                continue;
            }
            kept.add(query);
            if (kept.size() > most) {
                kept.remove();
            }
        }
        List<QueryLine> first = new ArrayList<>(kept);
        first.sort(order);
        return first;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
