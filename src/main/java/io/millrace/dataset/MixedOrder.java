package io.millrace.dataset;

import io.millrace.Require;
import io.millrace.policy.SplitMix;
import java.util.List;

/**
 * An endless order in which sources are visited in proportion to their weights, whatever their sizes. Each source has epochs
 * of its own: a small one with much weight comes round more often.
 *
 * <pre>
 *   p_i    = w_i / (w_i + ... + w_k)                       share of source i among itself and those after it
 *   t_1    = ordinal,  t_(i+1) = t_i - floor(t_i p_i)       places that are left to the sources from i + 1 on
 *   source = the first i with floor((t_i + 1) p_i) > floor(t_i p_i), else the last;  rank in it = floor(t_i p_i)
 * </pre>
 *
 * <p>The first n places hold each source n times its share, to within the number of sources. A share is a multiple of 2^-32, so
 * that all of this is exact. The rank is a place in the source's own {@link PromptOrder}.
 */
public final class MixedOrder implements VisitOrder {
    private static final int SHARE_BITS = 32;

    private final PromptOrder[] orders;
    private final long[] first;

    /** p_i in units of 2^-32, never 0 and never 1. */
    private final long[] share;

    /**
     * @param seed decides the order within the sources
     * @param sources at least one, in the order of the data set
     */
    public MixedOrder(long seed, List<SourceShare> sources) {
        Require.that(!sources.isEmpty(), "mixed order: must have at least one source, had none");
        orders = new PromptOrder[sources.size()];
        first = new long[sources.size()];
        share = new long[sources.size()];
        long before = 0;
        for (int i = 0; i < orders.length; i++) {
            SourceShare source = sources.get(i);
            orders[i] = new PromptOrder(SplitMix.mix(seed ^ SplitMix.mix(i + 1L)), source.prompts());
            first[i] = before;
            before += source.prompts();
        }
        double after = 0;
        for (int i = orders.length - 1; i >= 0; i--) {
            after += sources.get(i).weight();
            long whole = 1L << SHARE_BITS;
            long part = Math.round(whole * (sources.get(i).weight() / after));
            share[i] = Math.max(1, Math.min(whole - 1, part));
        }
    }

    @Override
    public long indexAt(long ordinal) {
        Place place = place(ordinal);
        return first[place.source] + orders[place.source].indexAt(place.rank);
    }

    @Override
    public long visitAt(long ordinal) {
        Place place = place(ordinal);
        return orders[place.source].visitAt(place.rank);
    }

    private Place place(long ordinal) {
        Require.that(ordinal >= 0, "mixed order: ordinal must be >= 0, was %d", ordinal);
        long left = ordinal;
        for (int i = 0; i < orders.length - 1; i++) {
            long rank = part(left, share[i]);
            if (part(left + 1, share[i]) > rank) {
                return new Place(i, rank);
            }
            left -= rank;
        }
        return new Place(orders.length - 1, left);
    }

    /** floor(places * share). */
    private static long part(long places, long share) {
        return Math.multiplyHigh(places, share) << (64 - SHARE_BITS) | places * share >>> SHARE_BITS;
    }

    private record Place(int source, long rank) {}
}
