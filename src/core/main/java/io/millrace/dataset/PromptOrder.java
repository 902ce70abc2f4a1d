package io.millrace.dataset;

import io.millrace.check.Require;
import io.millrace.random.SplitMix;
import java.util.List;

/**
 * An endless order of n prompts: epoch after epoch, each a random permutation, none of it stored.
 *
 * <p>A permutation of [0, n) is a Feistel network over the smallest even number of bits that holds n, keyed by seed and epoch; if
 * a value is outside [0, n), it is applied again until the value is inside (cycle walking), fewer than 4 times on average. So the
 * position in the stream is a single number, the ordinal, and any position can be computed directly.
 *
 * @param seed decides the order; the same seed and size give the same order everywhere
 * @param size number of prompts n, from 1 to 2^40
 */
public record PromptOrder(long seed, long size) implements EpochOrder {
    private static final int ROUNDS = 8;
    private static final long MAX_SIZE = 1L << 40;

    public PromptOrder {
        Require.that(size >= 1 && size <= MAX_SIZE, "prompt order: size must be in 1..2^40, was %d", size);
    }

    @Override
    public long indexAt(long ordinal) {
        Require.that(ordinal >= 0, "prompt order: ordinal must be >= 0, was %d", ordinal);
        long key = SplitMix.mix(seed ^ SplitMix.mix(ordinal / size));
        long index = ordinal % size;
        do {
            index = permute(index, key);
        } while (index >= size);
        return index;
    }

    @Override
    public long visitAt(long ordinal) {
        Require.that(ordinal >= 0, "prompt order: ordinal must be >= 0, was %d", ordinal);
        return ordinal / size;
    }

    /** The data set as one source. */
    @Override
    public List<Source> sources() {
        return List.of(new Source(0, this));
    }

    @Override
    public Place placeAt(long ordinal) {
        return new Place(0, ordinal);
    }

    private long permute(long value, long key) {
        int bits = Math.max(1, (65 - Long.numberOfLeadingZeros(size - 1)) / 2);
        long mask = (1L << bits) - 1;
        long left = value >>> bits;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (SplitMix.mix((key + round * 0x9E3779B97F4A7C15L) ^ SplitMix.mix(right)) & mask);
            left = right;
            right = next;
        }
        return left << bits | right;
    }
}
