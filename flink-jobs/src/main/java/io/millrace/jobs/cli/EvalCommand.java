package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.eval.Evaluation;
import io.millrace.eval.HeldOutResult;
import io.millrace.eval.ThinkingStatistics;
import io.millrace.jobs.heldout.HeldOut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace eval}: evaluates a policy on the held-out prompts. */
@Command(name = "eval", description = "Evaluates a policy on the held-out prompts: reward, pass@k, tokens.")
final class EvalCommand implements Callable<Integer> {
    private static final List<Column> COMMON = List.of(
            new Column("prompts", "%.0f", 1, ThinkingStatistics::prompts),
            Column.share("correct", ThinkingStatistics::accuracy),
            Column.share("solve all", ThinkingStatistics::solveAll),
            Column.share("solve none", ThinkingStatistics::solveNone),
            new Column("tokens", "%.1f", 1, ThinkingStatistics::tokens));
    private static final List<Column> THINKING = List.of(
            Column.share("thinks", ThinkingStatistics::thinks),
            Column.share("marked", ThinkingStatistics::marked),
            new Column("marks/100", "%.1f", 100, ThinkingStatistics::density),
            Column.share("redundant", ThinkingStatistics::redundant));
    private static final List<Column> CALLS = List.of(
            new Column("calls", "%.2f", 1, ThinkingStatistics::calls),
            new Column("unnecessary", "%.2f", 1, ThinkingStatistics::unnecessary));

    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            required = true,
            description = "Hugging Face folder, for instance a version in DIR/policies of a run.")
    private Path policy = Path.of("");

    @Option(names = "--samples", paramLabel = "K", description = "Sampled responses per prompt (evaluation.samples).")
    private @Nullable Integer samples;

    /** A column of the table by level; {@code %} values are shares. */
    private record Column(String head, String format, double scale, ToDoubleFunction<ThinkingStatistics> value) {
        static Column share(String head, ToDoubleFunction<ThinkingStatistics> value) {
            return new Column(head, "%.1f %%", 100, value);
        }

        String cell(ThinkingStatistics one) {
            return format.formatted(scale * value.applyAsDouble(one));
        }
    }

    @Override
    public Integer call() {
        MillraceConfig read = samples == null ? config.read() : config.read("evaluation.samples=" + samples);
        try (HeldOut heldOut = HeldOut.open(read, policy)) {
            HeldOutResult result = heldOut.measure(0);
            System.out.printf("%-10s%12s%12s%10s%12s%s%n", "", "reward", "pass@1", "tokens", "truncated", "  pass@k");
            show("greedy", result.greedy());
            show("sampled", result.sampled());
            show(heldOut.statistics(heldOut.answers(read.evaluation().samples())));
        }
        return 0;
    }

    /**
     * Prints figures by level of difficulty or source, with those of the policy's thinking and calls; nothing if there are neither
     * levels nor thinking nor calls.
     */
    private static void show(List<ThinkingStatistics> statistics) {
        ThinkingStatistics all = statistics.get(0);
        List<Column> columns = new ArrayList<>(COMMON);
        if (all.thinks() > 0) {
            columns.addAll(THINKING);
        }
        if (!Double.isNaN(all.calls())) {
            columns.addAll(CALLS);
        }
        if (statistics.size() == 1 && columns.size() == COMMON.size()) {
            return;
        }
        System.out.println();
        line("sampled", columns, Column::head);
        for (ThinkingStatistics one : statistics) {
            line(one.stratum().isEmpty() ? "all" : one.stratum(), columns, column -> column.cell(one));
        }
    }

    private static void line(String first, List<Column> columns, Function<Column, String> cell) {
        System.out.println(columns.stream()
                .map(column -> "%12s".formatted(cell.apply(column)))
                .collect(Collectors.joining("", "%-16s".formatted(first), "")));
    }

    private static void show(String name, Evaluation result) {
        StringBuilder passes = new StringBuilder();
        for (Evaluation.PassAt pass : result.passAt()) {
            if (pass.k() > 1) {
                passes.append("  @%d %.1f %%".formatted(pass.k(), 100 * pass.value()));
            }
        }
        System.out.printf(
                "%-10s%12.3f%10.1f %%%10.1f%10.1f %%%s%n",
                name, result.reward(), 100 * result.accuracy(), result.tokens(), 100 * result.truncated(), passes);
        if (result.failed() + result.ungraded() > 0) {
            System.out.printf(
                    "%-10s%d prompts not sampled, %d responses not graded: %s%n",
                    "", result.failed(), result.ungraded(), result.firstFailure());
        }
    }
}
