package io.millrace.jobs.compare;

import io.millrace.eval.ThinkingStatistics;
import io.millrace.jobs.compare.ComparisonPlan.Variant;
import io.millrace.ordered.OrderedSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures of all runs as CSV: a line for each run and level of difficulty. */
final class ComparisonCsv {
    private static final String HEAD =
            "variant,seed,stratum,prompts,samples,accuracy,pass,solve_all,solve_none,tokens,truncated,thinks,"
                    + "thinking_tokens,mark_density,marked,redundant,calls,unnecessary_calls,steps,sampled_tokens,fluctuation\n";

    private ComparisonCsv() {}

    /**
     * The lines. Measurements before training have no seed.
     *
     * @param rows runs of each variant, in the order of the plan's seeds
     */
    static String render(ComparisonPlan plan, Map<String, List<RunFigures>> rows) {
        StringBuilder text = new StringBuilder(HEAD);
        Set<String> variants = plan.variants().stream().map(Variant::name).collect(OrderedSet.collector());
        rows.forEach((name, runs) -> {
            for (int run = 0; run < runs.size(); run++) {
                for (ThinkingStatistics statistics : runs.get(run).heldOut().statistics()) {
                    String seed =
                            variants.contains(name) ? plan.seeds().get(run).toString() : "";
                    text.append(name(name)).append(',').append(seed);
                    line(text, plan.samples(), runs.get(run), statistics);
                }
            }
        });
        return text.toString();
    }

    private static String name(String variant) {
        return '"' + variant.replace("\"", "\"\"") + '"';
    }

    private static void line(StringBuilder text, int samples, RunFigures run, ThinkingStatistics of) {
        text.append(',').append(of.stratum().isEmpty() ? "all" : of.stratum());
        for (double value : new double[] {
            of.prompts(),
            samples,
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
            of.calls(),
            of.unnecessary(),
            run.training().steps(),
            run.training().sampledTokens(),
            run.training().fluctuation()
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
