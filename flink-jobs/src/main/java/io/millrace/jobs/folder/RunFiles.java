package io.millrace.jobs.folder;

import io.millrace.codec.LedgerJson;
import io.millrace.codec.StepJson;
import io.millrace.learner.StepCodec;
import io.millrace.learner.StepRecord;
import io.millrace.learner.Steps;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import io.millrace.report.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the published results of a run: its ledger and the figures of its steps. */
public final class RunFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

    private RunFiles() {}

    /**
     * The visits that have ended and whose ledger lines are retained.
     *
     * @param kinds number of visits by how they ended
     * @param splits number of visits by the split they were read from
     */
    public record Ends(Map<VisitEnd.Kind, Long> kinds, Map<String, Long> splits) {
        long all() {
            return kinds.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Reads the ledger, line by line.
     *
     * @param damaged receives a message about each invalid line, which is skipped
     */
    public static Ends ends(RunFolder folder, Consumer<String> damaged) throws IOException {
        Ends ends = new Ends(new EnumMap<>(VisitEnd.Kind.class), new LinkedHashMap<>());
        read(RunChannels.of(folder).ledger(), LedgerJson::read, damaged, line -> {
            ends.kinds().merge(line.end(), 1L, Long::sum);
            ends.splits().merge(line.split(), 1L, Long::sum);
        });
        return ends;
    }

    /**
     * The totals of the ledger. Every ended visit counts as read, even if the metric is lower because updates were lost with a
     * failed task.
     *
     * @param read visits that entered the stream
     */
    public static Ledger ledger(RunFolder folder, Ends ends, long read) {
        long deleted = RunChannels.of(folder).ledger().held().next() - ends.all();
        if (deleted > 0) {
            LOG.warn(
                    "report: {} ledger lines were deleted by retention; they and their visits are not counted",
                    deleted);
        }
        return sum(read - deleted, ends.all(), ends.kinds());
    }

    private static Ledger sum(long read, long ended, Map<VisitEnd.Kind, Long> ends) {
        if (ended > read) {
            LOG.warn(
                    "report: visits read must be >= the {} that ended, were {}: the number that ended is reported",
                    ended,
                    read);
        }
        return new Ledger(Math.max(read, ended), ends);
    }

    /** The retained steps that a run has published so far. */
    public static Steps steps(RunFolder folder) throws IOException {
        return steps(folder, LOG::warn);
    }

    /**
     * The retained steps that a run has published so far, in the order of publication.
     *
     * @param damaged receives a message about each invalid line, which is skipped
     */
    public static Steps steps(RunFolder folder, Consumer<String> damaged) throws IOException {
        List<StepRecord> steps = new ArrayList<>();
        read(RunChannels.of(folder).steps(), StepJson::read, damaged, figures -> steps.add(StepCodec.read(figures)));
        return new Steps(steps);
    }

    /** Parses a record of a channel. */
    private interface Parser<T> {
        T parse(String line) throws IOException;
    }

    private static <T> void read(Channel channel, Parser<T> parser, Consumer<String> damaged, Consumer<T> each)
            throws IOException {
        try (RecordReader reader = channel.reader(channel.held().oldest())) {
            while (true) {
                String place = reader.place();
                Optional<ChannelRecord> record = reader.next();
                if (record.isEmpty()) {
                    return;
                }
                try {
                    each.accept(parser.parse(record.get().line()));
                } catch (IOException e) {
                    damaged.accept(
                            "%s: is not a record of the channel (%s) and is skipped".formatted(place, e.getMessage()));
                }
            }
        }
    }
}
