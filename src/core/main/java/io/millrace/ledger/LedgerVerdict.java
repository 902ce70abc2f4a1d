package io.millrace.ledger;

import io.millrace.ledger.Fault.Rule;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The result of an audit.
 *
 * @param lines number of records read
 * @param deleted number of records that retention has deleted before them
 * @param ends number of visits by the way they ended
 * @param splits ordinals by split
 * @param rounds steps and minibatches
 * @param faults the first faults
 * @param counts number of all faults by rule
 */
public record LedgerVerdict(
        long lines,
        long deleted,
        Map<VisitEnd.Kind, Long> ends,
        Map<String, Split> splits,
        Rounds rounds,
        List<Fault> faults,
        Map<Rule, Long> counts) {
    public LedgerVerdict {
        ends = OrderedMap.copyOf(ends);
        splits = OrderedMap.sortedCopyOf(splits);
        faults = List.copyOf(faults);
        counts = OrderedMap.copyOf(counts);
    }

    /**
     * The visits of a split.
     *
     * @param ended number of visits that have ended
     * @param highest the largest ordinal
     * @param open number of ordinals below it that have not ended, or whose lines retention has deleted
     */
    public record Split(long ended, long highest, long open) {}

    /** The verdict with the faults of all channels read. */
    static LedgerVerdict of(
            long lines,
            long deleted,
            Map<VisitEnd.Kind, Long> ends,
            Map<String, Split> splits,
            Rounds rounds,
            List<Faults> channels) {
        List<Fault> first = new ArrayList<>();
        Map<Rule, Long> counts = new EnumMap<>(Rule.class);
        for (Faults faults : channels) {
            first.addAll(faults.first());
            faults.counts().forEach((rule, count) -> counts.merge(rule, count, Long::sum));
        }
        return new LedgerVerdict(lines, deleted, ends, splits, rounds, first, counts);
    }

    /** Number of all faults. */
    public long faultCount() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether no rule is broken. */
    public boolean sound() {
        return counts.isEmpty();
    }
}
