package io.millrace.jobs.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.jobs.topology.LineFiles;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.report.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads what a run has published: its ledger and the figures of its steps. */
final class RunFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunFiles() {}

    /**
     * The ledger in sum.
     *
     * @param read visits that entered the stream
     */
    static Ledger ledger(RunFolder folder, long read) throws IOException {
        Map<VisitEnd.Kind, Long> ends = new EnumMap<>(VisitEnd.Kind.class);
        for (String line : LineFiles.read(folder.ledger()).toList()) {
            ends.merge(JSON.readValue(line, LedgerLine.class).end(), 1L, Long::sum);
        }
        return new Ledger(read, ends);
    }

    /** The figures of all steps by metric name, in the order in which they were published. */
    static List<Map<String, Double>> steps(RunFolder folder) throws IOException {
        List<Map<String, Double>> steps = new ArrayList<>();
        for (String line : LineFiles.read(folder.steps()).toList()) {
            steps.add(JSON.readValue(line, new TypeReference<>() {}));
        }
        return steps;
    }
}
