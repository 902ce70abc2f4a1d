package io.millrace.jobs.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.jobs.topology.LineFiles;
import io.millrace.metric.Metric;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.report.Ledger;
import io.millrace.report.RunReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads what a run has published: its ledger and the figures of its steps. */
public final class RunFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunFiles() {}

    /**
     * The ledger in sum.
     *
     * @param read visits that entered the stream
     */
    public static Ledger ledger(RunFolder folder, long read) throws IOException {
        Map<VisitEnd.Kind, Long> ends = new EnumMap<>(VisitEnd.Kind.class);
        for (String line : LineFiles.read(folder.ledger()).toList()) {
            ends.merge(JSON.readValue(line, LedgerLine.class).end(), 1L, Long::sum);
        }
        return new Ledger(read, ends);
    }

    /** The figures of all steps by metric name, in the order in which they were published. */
    public static List<Map<String, Double>> steps(RunFolder folder) throws IOException {
        List<Map<String, Double>> steps = new ArrayList<>();
        for (String line : LineFiles.read(folder.steps()).toList()) {
            steps.add(JSON.readValue(line, new TypeReference<>() {}));
        }
        return steps;
    }

    /** Staleness over all trained responses. */
    static RunReport.Staleness staleness(List<Map<String, Double>> steps) {
        double sum = 0;
        double responses = 0;
        long max = 0;
        for (Map<String, Double> step : steps) {
            double count = step.getOrDefault("responses", 0.0);
            sum += step.getOrDefault(Metric.STALENESS.key(), 0.0) * count;
            responses += count;
            max = Math.max(max, step.getOrDefault("max_staleness", 0.0).longValue());
        }
        return new RunReport.Staleness(sum / responses, max);
    }

    /** Sum of a figure over steps. */
    static double sum(List<Map<String, Double>> steps, String figure) {
        return steps.stream()
                .mapToDouble(step -> step.getOrDefault(figure, 0.0))
                .sum();
    }
}
