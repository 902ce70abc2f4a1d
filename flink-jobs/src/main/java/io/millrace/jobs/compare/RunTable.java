package io.millrace.jobs.compare;

import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFiles;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.learner.Steps;
import io.millrace.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of existing runs side by side, by step; for instance of a run and its forks. */
public final class RunTable {
    private static final int ROWS = 10;

    private RunTable() {}

    /**
     * A table in Markdown: mean reward, accuracy and response length of each run over the same ranges of steps.
     *
     * @throws RefusedException if a folder is not that of a run with published steps
     */
    public static String of(List<RunFolder> runs) throws IOException {
        List<Steps> steps = new ArrayList<>();
        StringBuilder table = new StringBuilder("| steps |");
        for (RunFolder run : runs) {
            Steps published = Files.exists(run.identity()) ? RunFiles.steps(run) : new Steps(List.of());
            if (published.all().isEmpty()) {
                throw new RefusedException(
                        "compare %s: is not the folder of a run that has published steps".formatted(run.root()));
            }
            steps.add(published);
            table.append(" %s: reward | accuracy | tokens |".formatted(run.name()));
        }
        table.append("\n|---|").append("---|".repeat(3 * runs.size())).append('\n');
        long last = steps.stream().mapToLong(Steps::last).max().orElse(0);
        long each = Math.max(1, (last + ROWS - 1) / ROWS);
        for (long after = 0; after < last; after += each) {
            long to = Math.min(last, after + each);
            table.append(to == after + 1 ? "| %d |".formatted(to) : "| %d..%d |".formatted(after + 1, to));
            for (Steps run : steps) {
                table.append(cells(run.after(after).until(to)));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String cells(Steps range) {
        return range.all().isEmpty()
                ? " - | - | - |"
                : String.format(
                        Locale.ROOT,
                        " %.3f | %.1f %% | %.1f |",
                        range.meanOverResponses(Metric.REWARD),
                        100 * range.meanOverResponses(Metric.ACCURACY),
                        range.meanOverResponses(Metric.RESPONSE_TOKENS));
    }
}
