package io.millrace.jobs.view;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The queries of the visits in an index. */
public final class Queries {
    private Queries() {}

    private static final class Sum {
        private final VisitLine first;
        private VisitLine last;
        private int visits;
        private long graded;
        private long correct;
        private long replays;
        private long reflections;
        private long responses;
        private double reward;

        Sum(VisitLine first) {
            this.first = first;
            this.last = first;
        }

        void add(VisitLine visit) {
            last = visit;
            visits++;
            reflections += visit.kind().equals("REFLECTION") ? 1 : 0;
            for (ResponseLine one : visit.responses()) {
                replays += one.origin().equals("REPLAYED") ? 1 : 0;
                if (one.origin().equals("SAMPLED") && !one.verdict().equals("UNGRADED")) {
                    graded++;
                    correct += one.verdict().equals("CORRECT") ? 1 : 0;
                    responses++;
                    reward += one.reward();
                }
            }
        }

        QueryLine line() {
            return new QueryLine(
                    first.query(),
                    first.source(),
                    first.prompt(),
                    visits,
                    (double) correct / graded,
                    share(first),
                    share(last),
                    replays,
                    reflections,
                    reward / responses);
        }
    }

    /** Share of correct ones among the own responses of a visit that have a verdict; NaN without any. */
    static double share(VisitLine visit) {
        List<ResponseLine> graded = visit.responses().stream()
                .filter(one -> one.origin().equals("SAMPLED") && !one.verdict().equals("UNGRADED"))
                .toList();
        return (double) graded.stream()
                        .filter(one -> one.verdict().equals("CORRECT"))
                        .count()
                / graded.size();
    }

    /**
     * The first queries in an order.
     *
     * @param text part of the id or the prompt, in any case; empty for all
     * @param source source of the prompt; empty for all
     */
    public static List<QueryLine> of(EpisodeIndex index, QueryLine.Order order, String text, String source, int limit) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        String wanted = text.toLowerCase(Locale.ROOT);
        for (VisitLine visit : index.all()) {
            boolean matches = (source.isEmpty() || source.equals(visit.source()))
                    && (visit.query().toLowerCase(Locale.ROOT).contains(wanted)
                            || visit.prompt().toLowerCase(Locale.ROOT).contains(wanted));
            if (matches) {
                sums.computeIfAbsent(visit.query(), query -> new Sum(visit)).add(visit);
            }
        }
        return sums.values().stream()
                .map(Sum::line)
                .sorted(comparator(order))
                .limit(limit)
                .toList();
    }

    private static Comparator<QueryLine> comparator(QueryLine.Order order) {
        Comparator<QueryLine> first =
                switch (order) {
                    case HARDEST -> Comparator.comparingDouble(QueryLine::solved);
                    case IMPROVED -> Comparator.comparingDouble(one -> gain(one, 1));
                    case WORSENED -> Comparator.comparingDouble(one -> gain(one, -1));
                    case REPLAYED -> Comparator.comparingLong(one -> -one.replays());
                    case VISITED -> Comparator.comparingInt(one -> -one.visits());
                };
        return first.thenComparing(one -> -one.visits()).thenComparing(QueryLine::query);
    }

    /** Negative, so that the largest comes first; queries visited once come last. */
    private static double gain(QueryLine one, int sign) {
        double gain = sign * (one.last() - one.first());
        return one.visits() < 2 || Double.isNaN(gain) ? 2 : -gain;
    }
}
