package io.millrace.jobs.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelReader;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.report.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a run has published: its ledger and the figures of its steps. */
final class RunFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

    private RunFiles() {}

    /**
     * The visits that have ended, as far as their ledger lines are held.
     *
     * @param kinds how many by the way they ended
     * @param splits how many by the split they were read from
     */
    record Ends(Map<VisitEnd.Kind, Long> kinds, Map<String, Long> splits) {
        long all() {
            return kinds.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Reads the ledger, line by line. */
    static Ends ends(RunFolder folder) throws IOException {
        Ends ends = new Ends(new EnumMap<>(VisitEnd.Kind.class), new LinkedHashMap<>());
        try (Stream<String> lines = ChannelReader.lines(folder.ledger())) {
            lines.map(RunFiles::parse).forEach(line -> {
                ends.kinds().merge(line.end(), 1L, Long::sum);
                ends.splits().merge(line.split(), 1L, Long::sum);
            });
        }
        return ends;
    }

    /**
     * The ledger in sum. A visit that has ended has been read, whatever the metric says, which a failing task may take with it.
     *
     * @param read visits that entered the stream
     */
    static Ledger ledger(RunFolder folder, Ends ends, long read) {
        long deleted = ChannelReader.published(folder.ledger()) - ends.all();
        if (deleted > 0) {
            LOG.warn("report: {} ledger lines that retention took are left out, and so are their visits", deleted);
        }
        return sum(read - deleted, ends.all(), ends.kinds());
    }

    private static Ledger sum(long read, long ended, Map<VisitEnd.Kind, Long> ends) {
        if (ended > read) {
            LOG.warn("report: visits read must be >= the {} that ended, were {}: taken to be as many", ended, read);
        }
        return new Ledger(Math.max(read, ended), ends);
    }

    private static LedgerLine parse(String line) {
        try {
            return JSON.readValue(line, LedgerLine.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The figures of all steps that are held, by metric name, in the order in which they were published. */
    static List<Map<String, Double>> steps(RunFolder folder) throws IOException {
        List<Map<String, Double>> steps = new ArrayList<>();
        try (Stream<String> lines = ChannelReader.lines(folder.steps())) {
            for (String line : lines.toList()) {
                steps.add(JSON.readValue(line, new TypeReference<>() {}));
            }
        }
        return steps;
    }
}
