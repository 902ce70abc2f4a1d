package io.millrace.dataset;

import io.millrace.check.Require;
import io.millrace.random.SplitMix;
import java.util.ArrayList;
import java.util.List;

/**
 * An endless order in which sources are visited in proportion to their weights, regardless of their sizes. Each source has separate
 * epochs: a small source with a large weight is repeated more often.
 *
 * <pre>
 *   p_i    = w_i / (w_i + ... + w_k)                       share of source i among sources i..k
 *   t_1    = ordinal,  t_(i+1) = t_i - floor(t_i p_i)       positions that are left to the sources from i + 1 on
 *   source = the first i with floor((t_i + 1) p_i) > floor(t_i p_i), else the last;  rank in it = floor(t_i p_i)
 * </pre>
 *
 * <p>The first n positions contain each source n times its share, to within the number of sources. Shares are multiples of 2^-32,
 * so the arithmetic is exact. The rank is a position in the source's {@link PromptOrder}.
 */
public final class MixedOrder implements EpochOrder {
    private final List<Source> sources;

    /** p_i, never 0 and never 1. */
    private final Share[] share;

    /**
     * @param seed decides the order within the sources
     * @param shares the shares of the sources, at least one, in the order of the data set
     */
    public MixedOrder(long seed, List<SourceShare> shares) {
        Require.that(!shares.isEmpty(), "mixed order: must have at least one source, had none");
        List<Source> ordered = new ArrayList<>();
        long before = 0;
        for (SourceShare source : shares) {
            long key = SplitMix.mix(seed ^ SplitMix.mix(ordered.size() + 1L));
            ordered.add(new Source(before, new PromptOrder(key, source.prompts())));
            before += source.prompts();
        }
        sources = List.copyOf(ordered);
        share = new Share[shares.size()];
        double after = 0;
        for (int i = share.length - 1; i >= 0; i--) {
            after += shares.get(i).weight();
            share[i] = Share.proper(shares.get(i).weight() / after);
        }
    }

    @Override
    public List<Source> sources() {
        return sources;
    }

    @Override
    public long indexAt(long ordinal) {
        Place place = placeAt(ordinal);
        Source source = sources.get(place.source());
        return source.first() + source.order().indexAt(place.rank());
    }

    @Override
    public long visitAt(long ordinal) {
        Place place = placeAt(ordinal);
        return sources.get(place.source()).order().visitAt(place.rank());
    }

    @Override
    public Place placeAt(long ordinal) {
        Require.that(ordinal >= 0, "mixed order: ordinal must be >= 0, was %d", ordinal);
        long left = ordinal;
        for (int i = 0; i < share.length - 1; i++) {
            if (share[i].takes(left)) {
                return new Place(i, share[i].within(left));
            }
            left -= share[i].within(left);
        }
        return new Place(share.length - 1, left);
    }
}
