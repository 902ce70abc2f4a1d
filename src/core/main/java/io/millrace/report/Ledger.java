package io.millrace.report;

import io.millrace.check.Require;
import io.millrace.model.VisitEnd;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Totals of a run's visits by how they ended.
 *
 * @param read visits that entered the stream
 * @param ends all ended visits by how they ended
 */
public record Ledger(long read, Map<VisitEnd.Kind, Long> ends) {
    public Ledger {
        Map<VisitEnd.Kind, Long> all = new EnumMap<>(VisitEnd.Kind.class);
        for (VisitEnd.Kind kind : VisitEnd.Kind.values()) {
            all.put(kind, ends.getOrDefault(kind, 0L));
        }
        ends = Collections.unmodifiableMap(all);
        long ended = ends.values().stream().mapToLong(Long::longValue).sum();
        Require.that(ended <= read, "ledger: ended visits must be <= the %d read, were %d", read, ended);
    }

    /** Visits that were part of an optimizer step. */
    public long trained() {
        return ends.getOrDefault(VisitEnd.Kind.TRAINED, 0L);
    }

    /** Visits that had not ended at the end of the run. */
    public long open() {
        return read - ends.values().stream().mapToLong(Long::longValue).sum();
    }
}
