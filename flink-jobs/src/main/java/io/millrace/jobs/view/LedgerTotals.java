package io.millrace.jobs.view;

import io.millrace.codec.LedgerJson;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The ended visits of a run, by how they ended and by split. Thread-safe. */
public final class LedgerTotals implements RecordView {
    private final Map<VisitEnd.Kind, Long> ends = new EnumMap<>(VisitEnd.Kind.class);
    private final Map<String, Long> splits = new TreeMap<>();

    /**
     * Totals.
     *
     * @param ended all ended visits
     * @param ends them by how they ended
     * @param splits them by the split that they were read from
     */
    public record Totals(long ended, Map<VisitEnd.Kind, Long> ends, Map<String, Long> splits) {}

    @Override
    public synchronized void add(long number, String line) throws IOException {
        LedgerLine read = LedgerJson.read(line);
        ends.merge(read.end(), 1L, Long::sum);
        splits.merge(read.split(), 1L, Long::sum);
    }

    @Override
    public synchronized void clear() {
        ends.clear();
        splits.clear();
    }

    /** The totals now. */
    public synchronized Totals totals() {
        return new Totals(
                ends.values().stream().mapToLong(Long::longValue).sum(), new EnumMap<>(ends), new TreeMap<>(splits));
    }
}
