package io.millrace.jobs.cli;

import io.millrace.jobs.channel.LedgerChecks;
import io.millrace.ledger.ComparedLine;
import io.millrace.ledger.LedgerDiff;
import io.millrace.ledger.LedgerDiff.Difference;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace ledger diff}: compares two ledgers. */
@Command(
        name = "diff",
        description = {
            "Prints the lines in which two ledgers differ; nothing, with exit code 0, if they agree, otherwise exit"
                    + " code 1.",
            "Lines are compared by visit, in any order; the fields schema, run and time are not compared."
        })
final class LedgerDiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "Folder of a run, folder of a ledger, or address KIND:PLACE.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "B", description = "The other one.")
    private String second = "";

    @Option(names = "--ordered", description = "Compares line n with line n.")
    private boolean ordered;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Maximum number of differences to print (${DEFAULT-VALUE}); the others are counted.")
    private int limit;

    @Mixin
    private ChannelArguments channels = new ChannelArguments();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new UsageException("--limit: must be >= 0, was " + limit);
        }
        Channel left = channels.place(first).channel("ledger");
        Channel right = channels.place(second).channel("ledger");
        LedgerDiff.Result result = LedgerChecks.diff(left, right, ordered, limit);
        if (result.count() == 0) {
            return 0;
        }
        List<String> lines = new ArrayList<>(List.of("--- " + left.address(), "+++ " + right.address()));
        Map<Long, String> leftTexts = texts(left, result, Difference::left);
        Map<Long, String> rightTexts = texts(right, result, Difference::right);
        result.first().forEach(difference -> describe(difference, leftTexts, rightTexts, lines));
        lines.add("%,d differences%s: %,d changed, %,d only in the first, %,d only in the second"
                .formatted(
                        result.count(),
                        result.count() > result.first().size()
                                ? ", the first %,d above"
                                        .formatted(result.first().size())
                                : "",
                        result.changed(),
                        result.onlyLeft(),
                        result.onlyRight()));
        Out.lines(spec, lines);
        return DIFFERENT;
    }

    /** Reads the records of the differences that are printed. */
    private static Map<Long, String> texts(
            Channel channel, LedgerDiff.Result result, ToLongFunction<Difference> record) {
        SortedSet<Long> wanted = new TreeSet<>();
        result.first().forEach(difference -> wanted.add(record.applyAsLong(difference)));
        wanted.remove(-1L);
        Map<Long, String> texts = new TreeMap<>();
        if (wanted.isEmpty()) {
            return texts;
        }
        try (RecordReader reader = channel.reader(wanted.first())) {
            for (Optional<ChannelRecord> next = reader.next();
                    next.isPresent() && next.get().number() <= wanted.last();
                    next = reader.next()) {
                if (wanted.contains(next.get().number())) {
                    texts.put(next.get().number(), next.get().line());
                }
            }
        }
        return texts;
    }

    private static void describe(
            Difference difference, Map<Long, String> lefts, Map<Long, String> rights, List<String> lines) {
        String left = lefts.get(difference.left());
        String right = rights.get(difference.right());
        if (left != null && right != null) {
            lines.add("@@ record %d, record %d: %s @@"
                    .formatted(
                            difference.left(),
                            difference.right(),
                            String.join(", ", ComparedLine.different(left, right))));
        } else {
            lines.add("@@ record %d, only in the %s @@"
                    .formatted(Math.max(difference.left(), difference.right()), left == null ? "second" : "first"));
        }
        if (left != null) {
            lines.add("-" + left);
        }
        if (right != null) {
            lines.add("+" + right);
        }
    }
}
