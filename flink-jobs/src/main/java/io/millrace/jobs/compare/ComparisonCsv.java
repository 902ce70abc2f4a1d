package io.millrace.jobs.compare;

import io.millrace.eval.Insight;
import java.util.List;
import java.util.Map;

/** The figures of all runs one by one: a line for each run and level of difficulty. */
final class ComparisonCsv {
    private static final String HEAD =
            "variant,run,stratum,prompts,accuracy,pass,solve_all,solve_none,tokens,truncated,thinks,"
                    + "thinking_tokens,mark_density,marked,redundant,steps,sampled_tokens,wobble\n";

    private ComparisonCsv() {}

    /** @param rows runs of each variant, in order */
    static String render(Map<String, List<RunFigures>> rows) {
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach((name, runs) -> {
            for (int run = 0; run < runs.size(); run++) {
                for (Insight insight : runs.get(run).heldOut().insights()) {
                    line(text, name, run + 1, runs.get(run), insight);
                }
            }
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String name, int number, RunFigures run, Insight of) {
        text.append('"').append(name.replace("\"", "\"\"")).append("\",").append(number);
        text.append(',').append(of.stratum().isEmpty() ? "all" : of.stratum());
        for (double value : new double[] {
            of.prompts(),
            of.accuracy(),
            of.pass(),
            of.solveAll(),
            of.solveNone(),
            of.tokens(),
            of.truncated(),
            of.thinks(),
            of.thinking(),
            of.density(),
            of.marked(),
            of.redundant(),
            run.training().steps(),
            run.training().sampledTokens(),
            run.training().wobble()
        }) {
            text.append(',').append(number(value));
        }
        text.append('\n');
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
