package io.millrace.ledger;

import io.millrace.check.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Compares two ledgers: as sets of lines by visit, or line by line.
 *
 * <p>The ledgers are read side by side. A line waits, as hashes, until an equal one has been read from the other
 * ledger. Memory: a slot of 24 bytes for each waiting line in a hash table that is at most three quarters full. Two
 * ledgers of the same run are in nearly the same order, so only a few lines wait at a time.
 */
public final class LedgerDiff {
    private static final long NONE = -1;

    private final boolean ordered;
    private final int most;
    private final PendingLines left = new PendingLines();
    private final PendingLines right = new PendingLines();
    private final List<Difference> first = new ArrayList<>();
    private long changed;
    private long onlyLeft;
    private long onlyRight;

    /**
     * A difference.
     *
     * @param left number of the record in the first ledger; -1 if only the second has the line
     * @param right number of the record in the second ledger; -1 if only the first has the line
     */
    public record Difference(long left, long right) {
        private static final Comparator<Difference> IN_ORDER = Comparator.comparingLong(Difference::position)
                .thenComparingLong(Difference::left)
                .thenComparingLong(Difference::right);

        private long position() {
            return left == NONE ? right : left;
        }
    }

    /**
     * The result.
     *
     * @param changed visits with different lines in the two ledgers
     * @param onlyLeft lines that only the first ledger has
     * @param onlyRight lines that only the second ledger has
     * @param first the first differences, by the number of their record
     */
    public record Result(long changed, long onlyLeft, long onlyRight, List<Difference> first) {
        public Result {
            first = List.copyOf(first);
        }

        /** Number of all differences. */
        public long count() {
            return changed + onlyLeft + onlyRight;
        }
    }

    /**
     * @param ordered whether line n is compared with line n; otherwise a visit's line with the same visit's line
     * @param most maximum number of differences to return, at least 0
     */
    public LedgerDiff(boolean ordered, int most) {
        Require.that(most >= 0, "ledger diff: most must be >= 0, was %d", most);
        this.ordered = ordered;
        this.most = most;
    }

    /** Adds the next record of each ledger. */
    public void both(long leftRecord, String leftText, long rightRecord, String rightText) {
        if (leftText.equals(rightText)) {
            return;
        }
        ComparedLine before = ComparedLine.of(leftText);
        ComparedLine after = ComparedLine.of(rightText);
        if (before.equals(after)) {
            return;
        }
        if (!ordered) {
            arrive(before, leftRecord, left, right);
            arrive(after, rightRecord, right, left);
            return;
        }
        changed++;
        if (first.size() < most) {
            first.add(new Difference(leftRecord, rightRecord));
        }
    }

    /** Adds a record of the first ledger, after the end of the second. */
    public void left(long record, String text) {
        if (!ordered) {
            arrive(ComparedLine.of(text), record, left, right);
            return;
        }
        onlyLeft++;
        if (first.size() < most) {
            first.add(new Difference(record, NONE));
        }
    }

    /** Adds a record of the second ledger, after the end of the first. */
    public void right(long record, String text) {
        if (!ordered) {
            arrive(ComparedLine.of(text), record, right, left);
            return;
        }
        onlyRight++;
        if (first.size() < most) {
            first.add(new Difference(NONE, record));
        }
    }

    private static void arrive(ComparedLine line, long record, PendingLines own, PendingLines other) {
        if (!other.remove(line.visit(), line.content())) {
            own.add(line.visit(), line.content(), record);
        }
    }

    /** The differences, after the last records. */
    public Result result() {
        if (ordered) {
            return new Result(changed, onlyLeft, onlyRight, first);
        }
        PriorityQueue<Difference> lowest = new PriorityQueue<>(Difference.IN_ORDER.reversed());
        left.forEach((visit, record) -> {
            long counterpart = right.removeAny(visit);
            if (counterpart == NONE) {
                onlyLeft++;
            } else {
                changed++;
            }
            keep(new Difference(record, counterpart), lowest);
        });
        right.forEach((visit, record) -> {
            onlyRight++;
            keep(new Difference(NONE, record), lowest);
        });
        List<Difference> sorted = lowest.stream().sorted(Difference.IN_ORDER).toList();
        return new Result(changed, onlyLeft, onlyRight, sorted);
    }

    private void keep(Difference difference, PriorityQueue<Difference> lowest) {
        lowest.add(difference);
        if (lowest.size() > most) {
            lowest.poll();
        }
    }
}
