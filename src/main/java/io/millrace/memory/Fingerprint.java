package io.millrace.memory;

import io.millrace.model.TokenIds;
import io.millrace.policy.SplitMix;

/**
 * A SimHash (Charikar 2002) of a response: the more runs of three tokens two responses share, the fewer bits they differ in.
 *
 * <pre>
 *   bit b = 1  iff  more than half of the trigrams' hashes have bit b set
 * </pre>
 *
 * <p>A response of fewer than three tokens is one gram. Equal responses have equal fingerprints; two that share nothing differ
 * in about 32 bits.
 */
public final class Fingerprint {
    private static final int GRAM = 3;

    /** Each bit of a byte in a byte of its own, so that one addition counts eight bits. */
    private static final long[] SPREAD = spread();

    private Fingerprint() {}

    /** The fingerprint of a response. */
    public static long of(TokenIds tokens) {
        int[] ids = tokens.ids();
        int grams = Math.max(1, ids.length - GRAM + 1);
        int[] set = new int[Long.SIZE];
        long[] lanes = new long[Long.BYTES];
        for (int gram = 0; gram < grams; gram++) {
            long hash = hash(ids, gram);
            for (int lane = 0; lane < Long.BYTES; lane++) {
                lanes[lane] += SPREAD[(int) (hash >>> 8 * lane) & 0xff];
            }
            if (gram % 255 == 254 || gram == grams - 1) {
                drain(lanes, set);
            }
        }
        long fingerprint = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            fingerprint |= 2 * set[bit] > grams ? 1L << bit : 0;
        }
        return fingerprint;
    }

    /** The number of bits in which two differ, 0 to 64. */
    public static int distance(long one, long other) {
        return Long.bitCount(one ^ other);
    }

    private static long hash(int[] ids, int from) {
        long key = 0;
        for (int i = from; i < Math.min(ids.length, from + GRAM); i++) {
            key = key * 0x9E3779B97F4A7C15L + ids[i] + 1;
        }
        return SplitMix.mix(key);
    }

    /** Adds the counts of up to 255 hashes, a byte each, to the totals. */
    private static void drain(long[] lanes, int[] set) {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            set[bit] += (int) (lanes[bit / 8] >>> 8 * (bit % 8)) & 0xff;
        }
        java.util.Arrays.fill(lanes, 0);
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
