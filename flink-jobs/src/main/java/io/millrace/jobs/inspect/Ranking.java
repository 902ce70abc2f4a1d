package io.millrace.jobs.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/** An order of queries of which the first few are wanted; equal ones come by id. */
public enum Ranking {
    /** Lowest share of right responses first; of equal ones the longer tried. Queries without a graded response have none. */
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

    /** The first few in this order, in memory that does not grow with their number. */
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

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
