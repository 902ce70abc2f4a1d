package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.compare.ComparisonPlan.Variant;
import io.millrace.jobs.run.HeldOut;
import io.millrace.jobs.run.Home;
import io.millrace.jobs.run.LocalRun;
import io.millrace.jobs.run.RefusedException;
import io.millrace.jobs.run.RunException;
import io.millrace.jobs.run.RunFolder;
import io.millrace.jobs.run.Screen;
import io.millrace.jobs.run.Steps;
import io.millrace.metric.Metric;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.PolicyStore;
import io.millrace.policy.PolicyVersion;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs every variant with every seed, one after the other, and measures what came of them on the same held-out prompts. Runs
 * that are there already are not run again, and one that was cut off goes on where it was.
 */
public final class Comparison {
    private final ComparisonPlan plan;
    private final Path out;
    private final Consumer<String> say;

    /**
     * @param out folder with one run in each of its folders
     * @param say where progress is told
     */
    public Comparison(ComparisonPlan plan, Path out, Consumer<String> say) {
        this.plan = requireNonNull(plan, "plan");
        this.out = requireNonNull(out, "out");
        this.say = requireNonNull(say, "say");
    }

    /** Runs what has not been run, and returns the table. */
    public String run() throws Exception {
        for (long seed : plan.seeds()) {
            for (Variant variant : plan.variants()) {
                train(variant, seed);
            }
        }
        MillraceConfig first = config(plan.variants().get(0), plan.seeds().get(0));
        Map<String, List<RunFigures>> figures = new LinkedHashMap<>();
        try (Yardstick heldOut =
                        new Yardstick(HeldOut.open(first, first.policy().path()), plan);
                Yardstick training =
                        new Yardstick(HeldOut.ofTraining(first, first.policy().path()), plan)) {
            double none = Double.NaN;
            figures.put(
                    "before training",
                    List.of(new RunFigures(none, none, none, heldOut.start(), training.start(), none)));
            for (Variant variant : plan.variants()) {
                List<RunFigures> runs = new ArrayList<>();
                for (long seed : plan.seeds()) {
                    runs.add(figures(folder(variant, seed), heldOut, training));
                }
                figures.put(variant.name(), runs);
            }
        }
        String table = ComparisonTable.render(figures);
        Files.writeString(out.resolve("compare.md"), table);
        return table;
    }

    private RunFolder folder(Variant variant, long seed) {
        return new RunFolder(out.resolve(variant.slug() + "-" + seed));
    }

    private MillraceConfig config(Variant variant, long seed) {
        List<String> overrides = new ArrayList<>(variant.set());
        overrides.add("run.name=" + variant.slug());
        overrides.add("run.seed=" + seed);
        overrides.add("run.out=" + folder(variant, seed).root());
        return ConfigReader.read(Home.find(Path.of(plan.config())), overrides);
    }

    private void train(Variant variant, long seed) throws Exception {
        RunFolder folder = folder(variant, seed);
        MillraceConfig config = config(variant, seed);
        if (Files.exists(folder.config())
                && !ConfigReader.read(folder.config(), List.of()).equals(config)) {
            throw new RefusedException(
                    "comparison: %s must be of a run with the options of its variant, is of other ones: name another folder by --out"
                            .formatted(folder.root()));
        }
        if (Files.exists(folder.report())) {
            return;
        }
        say.accept("%s, seed %d: %d steps"
                .formatted(variant.name(), seed, config.run().steps()));
        Files.createDirectories(folder.root());
        try (PrintStream screen = new PrintStream(
                Files.newOutputStream(out.resolve(folder.root().getFileName() + ".txt")),
                true,
                StandardCharsets.UTF_8)) {
            LocalRun run = new LocalRun(config, folder, new Screen(screen, false), FaultPlan.NONE);
            LocalRun.End end = run.run(folder.latestRestorePoint().isPresent());
            if (end != LocalRun.End.DONE) {
                throw new RunException("comparison: %s must run to its end, was stopped".formatted(folder.root()));
            }
        }
    }

    private static RunFigures figures(RunFolder folder, Yardstick heldOut, Yardstick training) throws Exception {
        Steps steps = Steps.of(folder);
        PolicyStore store = new PolicyStore(folder.store());
        PolicyVersion last = store.version(store.newestManifest().orElseThrow());
        return new RunFigures(
                steps.meanOverGroups(Metric.ZERO_ADVANTAGE),
                steps.meanOverGroups(Metric.SOLVE_NONE),
                steps.meanOverGroups(Metric.SOLVE_ALL),
                heldOut.measure(last),
                training.measure(last),
                steps.tokens());
    }
}
