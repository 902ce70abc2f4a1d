package io.millrace.ledger;

import io.millrace.ledger.Fault.Rule;
import io.millrace.model.LedgerLine;
import io.millrace.random.SplitMix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds visits of a query that end twice, under different ordinals.
 *
 * <p>The first pass over a ledger keeps a hash of each visit and suspects those whose hash it has already seen; the
 * second pass compares the suspects themselves, so equal hashes of different visits are not reported.
 */
final class RepeatedVisits {
    private static final int MOST_SUSPECTS = 1000;

    private final LongHashes seen = new LongHashes();
    private final Map<Visit, List<Long>> suspects = new LinkedHashMap<>();
    private final List<Visit> unchecked = new ArrayList<>();

    private record Visit(String split, String query, long visit) {
        static Visit of(LedgerLine line) {
            return new Visit(line.split(), line.query(), line.visit());
        }

        long hash() {
            return SplitMix.mix(SplitMix.mix(SplitMix.mix(0, split), query), visit);
        }
    }

    /** Adds a line of the first pass. */
    void add(LedgerLine line) {
        Visit visit = Visit.of(line);
        if (seen.add(visit.hash())) {
            return;
        }
        if (suspects.size() < MOST_SUSPECTS) {
            suspects.putIfAbsent(visit, new ArrayList<>());
        } else if (!suspects.containsKey(visit)) {
            unchecked.add(visit);
        }
    }

    /** Whether a second pass is needed. */
    boolean suspects() {
        return !suspects.isEmpty();
    }

    /** Adds a line of the second pass. */
    void recount(long record, LedgerLine line) {
        List<Long> records = suspects.get(Visit.of(line));
        if (records != null) {
            records.add(record);
        }
    }

    /** Reports the visits that end more than once. */
    void report(Faults faults) {
        suspects.forEach((visit, records) -> {
            if (records.size() > 1) {
                faults.add(
                        Rule.ONCE,
                        "visit %d of query %s in split %s: must end once, ends in records %s",
                        visit.visit(),
                        visit.query(),
                        visit.split(),
                        records);
            }
        });
        unchecked.forEach(visit -> faults.add(
                Rule.ONCE,
                "visit %d of query %s in split %s: must end exactly once, ended again",
                visit.visit(),
                visit.query(),
                visit.split()));
    }
}
