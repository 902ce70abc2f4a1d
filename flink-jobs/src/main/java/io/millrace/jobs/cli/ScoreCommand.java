package io.millrace.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.heldout.Scoring;
import io.millrace.report.ScoreTable;
import io.millrace.trace.TraceFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace score}: grades and scores recorded responses as a run would. */
@Command(name = "score", description = "Grades and scores recorded responses, and writes the rewards of each.")
final class ScoreCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "JSON lines, each with a prompt, accepted answers, and one or more responses.")
    private Path file = Path.of("");

    @Mixin
    private TraceArguments config = new TraceArguments();

    @Option(names = "--out", paramLabel = "FILE", description = "JSON lines to write, one per response.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            NewFile.check("--out", out);
        }
        MillraceConfig read = config.of(file);
        try (Scoring scoring = new Scoring(read);
                TraceFile trace = scoring.recording()) {
            scoring.remarks().forEach(System.out::println);
            trace.rejected().stream().limit(SHOWN).forEach(record -> System.out.println("left out: " + record));
            if (trace.rejected().size() > SHOWN) {
                System.out.printf("and %d more%n", trace.rejected().size() - SHOWN);
            }
            if (out == null) {
                scored(scoring, trace, Writer.nullWriter());
            } else {
                NewFile.write(out, draft -> {
                    try (Writer lines = new OutputStreamWriter(Files.newOutputStream(draft), UTF_8)) {
                        scored(scoring, trace, lines);
                    }
                });
            }
        }
        if (out != null) {
            System.out.println("scores: " + out);
        }
        return 0;
    }

    private static void scored(Scoring scoring, TraceFile trace, Writer lines) throws IOException {
        ScoreTable table = scoring.score(trace, lines);
        scoring.leftOut().stream().limit(SHOWN).forEach(reason -> System.out.println("left out: " + reason));
        table.render().forEach(System.out::println);
    }
}
