package io.millrace.ledger;

/** A set of 64-bit hashes in 8 bytes each, at most three quarters of its slots in use. */
final class LongHashes {
    private long[] slots = new long[1 << 10];
    private int size;
    private boolean zero;

    /** Adds a hash; false if it is already in the set. */
    boolean add(long hash) {
        if (hash == 0) { // marks a free slot
            boolean added = !zero;
            zero = true;
            return added;
        }
        if (size >= slots.length / 4 * 3) {
            grow();
        }
        int at = find(slots, hash);
        if (slots[at] == hash) {
            return false;
        }
        slots[at] = hash;
        size++;
        return true;
    }

    private void grow() {
        long[] more = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                more[find(more, hash)] = hash;
            }
        }
        slots = more;
    }

    private static int find(long[] slots, long hash) {
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != 0 && slots[at] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }
}
