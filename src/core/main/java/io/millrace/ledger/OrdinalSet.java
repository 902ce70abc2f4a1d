package io.millrace.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of ordinals that is nearly an unbroken range from 0, in whatever order they are added.
 *
 * <p>Blocks of {@value #BLOCK} ordinals are stored as bits, the full blocks at the beginning as a single number. A
 * missing ordinal therefore costs one bit for each ordinal after it, and an ordinal far beyond the others costs one
 * block.
 */
final class OrdinalSet {
    /** Ordinals of a block. */
    static final int BLOCK = 1024;

    private static final int WORDS = BLOCK / Long.SIZE;

    private final TreeMap<Long, long[]> blocks = new TreeMap<>();
    private long full;
    private long size;
    private long highest = -1;

    /** Adds an ordinal, at least 0; false if it is already in the set. */
    boolean add(long ordinal) {
        long block = ordinal / BLOCK;
        if (block < full) {
            return false;
        }
        long[] bits = blocks.computeIfAbsent(block, b -> new long[WORDS]);
        int at = (int) (ordinal % BLOCK);
        long bit = 1L << at % Long.SIZE;
        if ((bits[at / Long.SIZE] & bit) != 0) {
            return false;
        }
        bits[at / Long.SIZE] |= bit;
        size++;
        highest = Math.max(highest, ordinal);
        if (block == full) {
            dropFull();
        }
        return true;
    }

    private void dropFull() {
        for (Map.Entry<Long, long[]> first = blocks.firstEntry();
                first != null && first.getKey() == full && isFull(first.getValue());
                first = blocks.firstEntry()) {
            blocks.pollFirstEntry();
            full++;
        }
    }

    private static boolean isFull(long... bits) {
        for (long word : bits) {
            if (word != -1L) {
                return false;
            }
        }
        return true;
    }

    /** Number of ordinals in the set. */
    long size() {
        return size;
    }

    /** The largest ordinal; -1 if the set is empty. */
    long highest() {
        return highest;
    }

    /** Number of ordinals below the largest that are not in the set. */
    long missing() {
        return highest + 1 - size;
    }

    /**
     * The first missing ordinals as ranges, for instance {@code 17}, {@code 40..63}.
     *
     * @param most maximum number of ranges
     */
    List<String> missing(int most) {
        List<String> ranges = new ArrayList<>();
        long next = full * BLOCK; // all below are in the set
        for (Map.Entry<Long, long[]> block : blocks.entrySet()) {
            for (int at = 0; at < BLOCK && ranges.size() < most; at++) {
                if ((block.getValue()[at / Long.SIZE] & 1L << at % Long.SIZE) != 0) {
                    long ordinal = block.getKey() * BLOCK + at;
                    if (ordinal > next) {
                        ranges.add(ordinal == next + 1 ? String.valueOf(next) : next + ".." + (ordinal - 1));
                    }
                    next = ordinal + 1;
                }
            }
        }
        return ranges;
    }
}
