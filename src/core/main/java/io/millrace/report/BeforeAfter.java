package io.millrace.report;

import io.millrace.eval.Evaluation;
import io.millrace.eval.HeldOutResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Held-out results before and after a run, as a table for a terminal. */
public final class BeforeAfter {
    private static final String ROW = "%-24s %10s %10s %10s";

    private BeforeAfter() {}

    /** The lines of the table. */
    public static List<String> render(HeldOutResult before, HeldOutResult after) {
        List<String> lines = new ArrayList<>();
        lines.add(row("held-out, %d prompts".formatted(after.greedy().prompts()), "before", "after", "change"));
        lines.add("─".repeat(57));
        section("greedy", before.greedy(), after.greedy(), lines);
        section("sampled", before.sampled(), after.sampled(), lines);
        int lost = after.greedy().failed() + after.sampled().failed();
        int ungraded = after.greedy().ungraded() + after.sampled().ungraded();
        if (lost + ungraded > 0) {
            lines.add("excluded after training: %d prompts not sampled, %d responses not graded"
                    .formatted(lost, ungraded));
        }
        return lines;
    }

    private static void section(String name, Evaluation before, Evaluation after, List<String> lines) {
        number(name + " reward", 3, Evaluation::reward, before, after, lines);
        percent(name + " accuracy", before.accuracy(), after.accuracy(), lines);
        int last = Math.min(before.passAt().size(), after.passAt().size()) - 1;
        if (last > 0) {
            Evaluation.PassAt was = before.passAt().get(last);
            percent(
                    name + " pass@" + was.k(),
                    was.value(),
                    after.passAt().get(last).value(),
                    lines);
        }
        number(name + " tokens", 1, Evaluation::tokens, before, after, lines);
        percent(name + " truncated", before.truncated(), after.truncated(), lines);
        for (String metric : after.metrics().keySet()) {
            number(
                    name + " " + metric.replace('_', ' '),
                    2,
                    evaluation -> evaluation.metrics().getOrDefault(metric, Double.NaN),
                    before,
                    after,
                    lines);
        }
    }

    private static void number(
            String name,
            int decimals,
            ToDoubleFunction<Evaluation> value,
            Evaluation before,
            Evaluation after,
            List<String> lines) {
        double was = value.applyAsDouble(before);
        double is = value.applyAsDouble(after);
        lines.add(row(name, Numbers.fixed(was, decimals), Numbers.fixed(is, decimals), change(is - was, decimals)));
    }

    private static void percent(String name, double was, double is, List<String> lines) {
        lines.add(row(name, Numbers.percent(was), Numbers.percent(is), change(100 * (is - was), 1)));
    }

    private static String change(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%+." + decimals + "f", value);
    }

    private static String row(Object... cells) {
        return ROW.formatted(cells);
    }
}
