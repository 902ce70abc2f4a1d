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
     * The ledger in sum, as far as its lines are held. A visit that has ended has been read, whatever the metric says, which a failing task may take with it.
     *
     * @param read visits that entered the stream
     */
    static Ledger ledger(RunFolder folder, long read) throws IOException {
        Map<VisitEnd.Kind, Long> ends = new EnumMap<>(VisitEnd.Kind.class);
        try (Stream<String> lines = ChannelReader.lines(folder.ledger())) {
            lines.forEach(line -> ends.merge(end(line), 1L, Long::sum));
        }
        long ended = ends.values().stream().mapToLong(Long::longValue).sum();
        long deleted = ChannelReader.published(folder.ledger()) - ended;
        if (deleted > 0) {
            LOG.warn("report: {} ledger lines that retention took are left out, and so are their visits", deleted);
        }
        return sum(read - deleted, ended, ends);
    }

    private static Ledger sum(long read, long ended, Map<VisitEnd.Kind, Long> ends) {
        if (ended > read) {
            LOG.warn("report: visits read must be >= the {} that ended, were {}: taken to be as many", ended, read);
        }
        return new Ledger(Math.max(read, ended), ends);
    }

    /** How many visits of a split have ended, as far as their ledger lines are held. */
    static long ended(RunFolder folder, String split) throws IOException {
        try (Stream<String> lines = ChannelReader.lines(folder.ledger())) {
            return lines.filter(line -> parse(line).split().equals(split)).count();
        }
    }

    private static VisitEnd.Kind end(String line) {
        return parse(line).end();
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
