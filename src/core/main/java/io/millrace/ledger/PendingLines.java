package io.millrace.ledger;

import java.util.Arrays;

/**
 * Lines of one ledger that wait for an equal one in the other: an open-addressing hash table with slots of 24 bytes, at
 * most three quarters of them in use.
 */
final class PendingLines {
    private static final long FREE = -1;

    private long[] keys = new long[1 << 10];
    private long[] contents = new long[1 << 10];
    private long[] records = free(1 << 10);
    private int size;

    private static long[] free(int slots) {
        long[] records = new long[slots];
        Arrays.fill(records, FREE);
        return records;
    }

    /** Adds a line; several with the same key may wait. */
    void add(long key, long content, long record) {
        if (size >= keys.length / 4 * 3) {
            grow();
        }
        put(key, content, record);
        size++;
    }

    private void put(long key, long content, long record) {
        int mask = keys.length - 1;
        int at = (int) key & mask;
        while (records[at] != FREE) {
            at = at + 1 & mask;
        }
        keys[at] = key;
        contents[at] = content;
        records[at] = record;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldContents = contents;
        long[] oldRecords = records;
        keys = new long[2 * oldKeys.length];
        contents = new long[2 * oldKeys.length];
        records = free(2 * oldKeys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldRecords[i] != FREE) {
                put(oldKeys[i], oldContents[i], oldRecords[i]);
            }
        }
    }

    /** Removes a line with this key and content; false if none waits. */
    boolean remove(long key, long content) {
        int mask = keys.length - 1;
        for (int at = (int) key & mask; records[at] != FREE; at = at + 1 & mask) {
            if (keys[at] == key && contents[at] == content) {
                remove(at);
                return true;
            }
        }
        return false;
    }

    /** Removes a line with this key, whatever its content; returns its record, or -1 if none waits. */
    long removeAny(long key) {
        int mask = keys.length - 1;
        for (int at = (int) key & mask; records[at] != FREE; at = at + 1 & mask) {
            if (keys[at] == key) {
                long record = records[at];
                remove(at);
                return record;
            }
        }
        return FREE;
    }

    /** Moves later lines of the same run of slots back, so that no search ends early at the freed one. */
    private void remove(int slot) {
        int mask = keys.length - 1;
        int hole = slot;
        for (int at = slot + 1 & mask; records[at] != FREE; at = at + 1 & mask) {
            int home = (int) keys[at] & mask;
            if ((at - home & mask) >= (at - hole & mask)) {
                keys[hole] = keys[at];
                contents[hole] = contents[at];
                records[hole] = records[at];
                hole = at;
            }
        }
        records[hole] = FREE;
        size--;
    }

    /** Number of lines that wait. */
    int size() {
        return size;
    }

    /** Receives keys and records of all waiting lines. */
    interface Visitor {
        void visit(long key, long record);
    }

    /** Visits all waiting lines, in no particular order; they must not be changed meanwhile. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < keys.length; i++) {
            if (records[i] != FREE) {
                visitor.visit(keys[i], records[i]);
            }
        }
    }
}
