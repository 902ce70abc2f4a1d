package io.millrace.curriculum;

import static java.util.Objects.requireNonNull;

import io.millrace.dataset.EpochOrder;
import io.millrace.dataset.EpochOrder.Place;
import io.millrace.dataset.EpochOrder.Source;
import io.millrace.dataset.PromptOrder;
import io.millrace.dataset.Share;
import io.millrace.dataset.VisitOrder;
import io.millrace.random.SplitMix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The prompts that are visited under one policy version's pass rates: a share of the visits iterates over all prompts, the others
 * over those whose groups are expected to have a learning signal. A group that is all correct or all incorrect has no advantage;
 * online difficulty filtering (arXiv:2504.03380) and dynamic sampling (arXiv:2503.14476) sample such groups and discard them, while
 * here their prompts are mostly not sampled.
 *
 * <pre>
 *   (s, t)    = source and rank of the ordinal in the data set's plain order, so sources keep their weights
 *   k         = floor(t floor)
 *   P         = prompts of s that were never visited, or whose pass rate r has low &lt;= r &lt;= high
 *   n         = max(|P|, min(N_s, w - floor(w floor)))     w visits may be in the stream at a time
 *   q         = random order of n places at t - k
 *   prompt(t) = plain order of s at k                      if floor((t + 1) floor) &gt; k
 *             = q-th of P                                  else if q &lt; |P|
 *             = another order of s at t - k                else
 * </pre>
 *
 * <p>So a prompt is preferred at most once among the visits that are in the stream together, except where two rounds of n meet: a
 * few preferred prompts do not fill whole steps. The orders are {@link PromptOrder}s. The order is a function of ordinal and pass
 * rates, so the ordinal is the only position to store. Every ceil(N_s / floor) ranks of a source that begin an epoch of
 * its plain
 * order contain each of its N_s prompts at least once, regardless of the pass rates.
 */
public final class CurriculumOrder implements VisitOrder {
    private static final String SALT = "curriculum";
    private static final String FILLING = "curriculum-filling";

    private final EpochOrder plain;
    private final Share floor;
    private final long seed;

    /** Maximum number of visits to preferred prompts in the stream. */
    private final long together;

    /** By source, the indices of its preferred prompts, relative to the source's first prompt. */
    private final List<int[]> preferred;

    /**
     * @param plain order of the data set
     * @param seed the seed of the run
     * @param rates pass rates of the data set's prompts in the policy version under which the visits start
     * @param window maximum number of visits in the stream, at least 1
     */
    public CurriculumOrder(EpochOrder plain, CurriculumConfig config, long seed, PassRates rates, long window) {
        this.plain = requireNonNull(plain, "plain");
        this.seed = seed;
        floor = Share.of(config.floor());
        together = window - floor.within(window);
        PassRates known = rates.of(
                plain.sources().stream().mapToLong(s -> s.order().size()).sum());
        preferred = plain.sources().stream()
                .map(source -> preferred(source, config, known))
                .toList();
    }

    private static int[] preferred(Source source, CurriculumConfig config, PassRates rates) {
        int first = (int) source.first();
        int size = (int) source.order().size();
        return IntStream.range(0, size)
                .filter(index -> config.prefers(rates, first + index))
                .toArray();
    }

    @Override
    public long indexAt(long ordinal) {
        Place place = plain.placeAt(ordinal);
        Source source = plain.sources().get(place.source());
        long floored = floor.within(place.rank());
        if (floor.takes(place.rank())) {
            return source.first() + source.order().indexAt(floored);
        }
        long rank = place.rank() - floored;
        int[] some = preferred.get(place.source());
        long size = source.order().size();
        long places = Math.max(some.length, Math.max(1, Math.min(size, together)));
        long chosen = order(SALT, place.source(), places).indexAt(rank);
        return source.first()
                + (chosen < some.length
                        ? some[(int) chosen]
                        : order(FILLING, place.source(), size).indexAt(rank));
    }

    private PromptOrder order(String salt, int source, long size) {
        return new PromptOrder(SplitMix.mix(SplitMix.mix(seed, salt), source), size);
    }

    /** Returns the ordinal, since the number of earlier visits depends on the pass rates of deleted versions. */
    @Override
    public long visitAt(long ordinal) {
        return ordinal;
    }
}
