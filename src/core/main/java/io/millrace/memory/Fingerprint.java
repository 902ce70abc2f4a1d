package io.millrace.memory;

import io.millrace.model.TokenIds;
import io.millrace.random.SplitMix;
import java.util.Arrays;

/**
 * A SimHash (Charikar 2002) of a response: the more trigrams of tokens two responses share, the fewer bits their fingerprints
 * differ in.
 *
 * <pre>
 *   bit b = 1  iff  more than half of the trigrams' hashes have bit b set
 * </pre>
 *
 * <p>A response of fewer than three tokens is a single gram. Equal responses have equal fingerprints; two responses without common
 * trigrams differ in about 32 bits.
 */
public final class Fingerprint {
    private static final int GRAM = 3;
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** Spreads the bits of a byte over eight bytes, so that one addition counts eight bits. */
    private static final long[] SPREAD = spread();

    private Fingerprint() {}

    /** The fingerprint of a response. */
    public static long of(TokenIds tokens) {
        int[] ids = tokens.ids();
        if (ids.length < GRAM) {
            return SplitMix.mix(key(ids));
        }
        int grams = ids.length - GRAM + 1;
        Votes votes = new Votes();
        int gram = 0;
        for (; gram + Votes.BATCH <= grams; gram += Votes.BATCH) {
            votes.add(
                    hash(ids, gram),
                    hash(ids, gram + 1),
                    hash(ids, gram + 2),
                    hash(ids, gram + 3),
                    hash(ids, gram + 4),
                    hash(ids, gram + 5),
                    hash(ids, gram + 6),
                    hash(ids, gram + 7));
        }
        for (; gram < grams; gram++) {
            votes.add(hash(ids, gram));
        }
        return votes.majority(grams);
    }

    /** The number of bits in which two fingerprints differ, 0 to 64. */
    public static int distance(long one, long other) {
        return Long.bitCount(one ^ other);
    }

    private static long hash(int[] ids, int from) {
        return SplitMix.mix(((ids[from] + 1L) * STEP + ids[from + 1] + 1) * STEP + ids[from + 2] + 1);
    }

    private static long key(int[] ids) {
        long key = 0;
        for (int id : ids) {
            key = key * STEP + id + 1;
        }
        return key;
    }

    /**
     * Counts, for each of the 64 bits, the hashes in which it is set. Eight hashes are added at once by bit-sliced addition: ones,
     * twos and fours stay in words, and the eights are counted individually.
     */
    private static final class Votes {
        private static final int BATCH = 8;

        /** Maximum number of batches whose eights fit into a byte. */
        private static final int MAX_BATCHES = 255;

        private final long[] lanes = new long[Long.BYTES];
        private final int[] eights = new int[Long.SIZE];
        private final int[] singles = new int[Long.SIZE];
        private long ones;
        private long twos;
        private long fours;
        private int batches;

        private void add(long a, long b, long c, long d, long e, long f, long g, long h) {
            long ab = ones ^ a ^ b;
            long twosA = carry(ones, a, b);
            long abcd = ab ^ c ^ d;
            long twosB = carry(ab, c, d);
            long foursA = carry(twos, twosA, twosB);
            long pairs = twos ^ twosA ^ twosB;
            long abcdef = abcd ^ e ^ f;
            long twosC = carry(abcd, e, f);
            ones = abcdef ^ g ^ h;
            long twosD = carry(abcdef, g, h);
            long foursB = carry(pairs, twosC, twosD);
            twos = pairs ^ twosC ^ twosD;
            long overflow = carry(fours, foursA, foursB);
            fours = fours ^ foursA ^ foursB;
            for (int lane = 0; lane < Long.BYTES; lane++) {
                lanes[lane] += SPREAD[(int) (overflow >>> 8 * lane) & 0xff];
            }
            if (++batches == MAX_BATCHES) {
                drain();
            }
        }

        private void add(long hash) {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                singles[bit] += (int) (hash >>> bit) & 1;
            }
        }

        private static long carry(long a, long b, long c) {
            return a & b | (a ^ b) & c;
        }

        private void drain() {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                eights[bit] += (int) (lanes[bit / 8] >>> 8 * (bit % 8)) & 0xff;
            }
            Arrays.fill(lanes, 0);
            batches = 0;
        }

        private long majority(int all) {
            drain();
            long majority = 0;
            for (int bit = 0; bit < Long.SIZE; bit++) {
                long count = singles[bit]
                        + (ones >>> bit & 1)
                        + 2 * (twos >>> bit & 1)
                        + 4 * (fours >>> bit & 1)
                        + 8L * eights[bit];
                majority |= 2 * count > all ? 1L << bit : 0;
            }
            return majority;
        }
    }

    private static long[] spread() {
        long[] table = new long[256];
        for (int value = 0; value < 256; value++) {
            for (int bit = 0; bit < 8; bit++) {
                table[value] |= (long) (value >>> bit & 1) << 8 * bit;
            }
        }
        return table;
    }
}
