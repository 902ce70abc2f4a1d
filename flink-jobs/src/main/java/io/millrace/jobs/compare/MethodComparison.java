package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.file.SmallFile;
import io.millrace.jobs.compare.ComparisonPlan.Variant;
import io.millrace.jobs.compare.RunFigures.Measured;
import io.millrace.jobs.compare.RunFigures.Training;
import io.millrace.jobs.console.InstallFolder;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFiles;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.LocalRun;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import io.millrace.learner.Steps;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import io.millrace.model.PolicyVersion;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.PolicyStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs every variant with every seed, one after the other, and evaluates the resulting policies on the same prompts.
 * Completed runs are not repeated, and an interrupted one is resumed. The results so far are rewritten after each run.
 */
public final class MethodComparison {
    /** Name of the file with the figures of a run. */
    private static final String FIGURES = "figures-%d-%s%s.json";

    private static final JsonMapper JSON = JsonMappers.plain();

    private final ComparisonPlan plan;
    private final Path out;
    private final CompareProgress progress;
    private final PolicyEvaluators evaluators;

    /**
     * @param out folder with one run in each of its subfolders
     * @param progress receives the progress
     */
    public MethodComparison(ComparisonPlan plan, Path out, CompareProgress progress) {
        this.plan = requireNonNull(plan, "plan");
        this.out = requireNonNull(out, "out");
        this.progress = requireNonNull(progress, "progress");
        evaluators = new PolicyEvaluators(plan);
    }

    /** Runs the missing runs and returns the tables. */
    public String run() throws Exception {
        List<Run> runs = new ArrayList<>();
        for (long seed : plan.seeds()) {
            plan.variants().forEach(variant -> runs.add(new Run(variant, seed)));
        }
        for (Run run : runs) {
            check(run);
        }
        progress.start(
                (int) runs.stream().filter(run -> !Files.exists(run.figures())).count());
        Map<String, List<RunFigures>> rows = new LinkedHashMap<>();
        try (evaluators) {
            starts(rows);
            plan.variants().forEach(variant -> rows.put(variant.name(), new ArrayList<>()));
            for (Run run : runs) {
                boolean fresh = !Files.exists(run.figures());
                RunFigures figures = figures(run);
                figuresOf(rows, run.variant().name()).add(figures);
                if (fresh) {
                    progress.ended(run.toString(), figures);
                    write(rows);
                }
            }
            return write(rows);
        }
    }

    private static List<RunFigures> figuresOf(Map<String, List<RunFigures>> rows, String name) {
        return requireNonNull(rows.get(name), name);
    }

    /** The starting policy, once for each distinct combination of evaluation settings. */
    private void starts(Map<String, List<RunFigures>> rows) {
        Map<String, MillraceConfig> variants = new LinkedHashMap<>();
        for (Variant variant : plan.variants()) {
            variants.put(variant.name(), config(new Run(variant, plan.seeds().get(0))));
        }
        EvaluationSettings.starts(variants, plan.trained()).forEach((name, config) -> {
            Measured heldOut = evaluators.start(config, false);
            rows.put(name, List.of(new RunFigures(Training.NONE, heldOut, evaluators.start(config, true))));
        });
    }

    private String write(Map<String, List<RunFigures>> rows) throws IOException {
        Map<String, List<RunFigures>> known = new LinkedHashMap<>(rows);
        known.values().removeIf(List::isEmpty);
        String baseline = known.containsKey(plan.baseline()) ? plan.baseline() : "";
        List<List<List<String>>> tables = ComparisonTable.of(known, baseline, plan.samples());
        String markdown = ComparisonTable.markdown(tables);
        SmallFile.replace(out.resolve("compare.md"), markdown);
        SmallFile.replace(out.resolve("compare.csv"), ComparisonCsv.render(plan, known));
        SmallFile.replace(out.resolve("compare.html"), ComparisonPage.render(plan, known, tables));
        return markdown;
    }

    /** One run of a comparison. */
    private final class Run {
        private final Variant variant;
        private final long seed;
        private final RunFolder folder;

        Run(Variant variant, long seed) {
            this.variant = variant;
            this.seed = seed;
            folder = new RunFolder(out.resolve(variant.slug() + "-" + seed));
        }

        Variant variant() {
            return variant;
        }

        Path figures() {
            return folder.root()
                    .resolve(FIGURES.formatted(plan.samples(), plan.hard(), plan.trained() ? "-trained" : ""));
        }

        @Override
        public String toString() {
            return "%s, seed %d".formatted(variant.name(), seed);
        }
    }

    private MillraceConfig config(Run run) {
        List<String> overrides = new ArrayList<>(plan.set());
        overrides.addAll(run.variant.set());
        overrides.add("run.name=" + run.variant.slug());
        overrides.add("run.seed=" + run.seed);
        overrides.add("run.out=" + run.folder.root());
        return ConfigReader.read(InstallFolder.resolve(Path.of(plan.config())), overrides);
    }

    /** Checks that existing runs belong to this plan, before anything is run, since runs take a long time. */
    private void check(Run run) {
        MillraceConfig config = config(run);
        if (Files.exists(run.folder.config())
                && !ConfigReader.read(run.folder.config(), List.of()).equals(config)) {
            throw new RefusedException(
                    "comparison: %s must be from a run with the options of its variant, has other options: choose another folder with --out"
                            .formatted(run.folder.root()));
        }
    }

    private static RunFigures measuredFigures(Path file) throws IOException {
        try {
            return JsonFile.read(file, RunFigures.class);
        } catch (UnreadableJsonException e) {
            throw new RefusedException(
                    "comparison: %s does not contain the figures of a run (%s): delete it to measure them again"
                            .formatted(file, e),
                    e);
        }
    }

    private RunFigures figures(Run run) throws Exception {
        if (Files.exists(run.figures())) {
            return measuredFigures(run.figures());
        }
        MillraceConfig config = config(run);
        if (!Files.exists(run.folder.report())) {
            progress.begins(run.toString());
            train(config, run);
        }
        Steps steps = RunFiles.steps(run.folder);
        PolicyStore store = new PolicyStore(run.folder.store());
        PolicyVersion last = store.version(store.newestManifest().orElseThrow());
        RunFigures figures = new RunFigures(
                new Training(
                        steps.last(),
                        steps.meanOverGroups(Metric.ZERO_ADVANTAGE),
                        steps.meanOverGroups(Metric.SOLVE_NONE),
                        steps.meanOverGroups(Metric.SOLVE_ALL),
                        Curves.fluctuation(steps),
                        steps.largest(StepFigure.SAMPLED_TOKENS),
                        Curves.of(steps)),
                evaluators.measure(config, false, last),
                evaluators.measure(config, true, last));
        SmallFile.replace(run.figures(), JSON.writeValueAsString(figures));
        return figures;
    }

    private void train(MillraceConfig config, Run run) throws Exception {
        Files.createDirectories(run.folder.root());
        try (PrintStream screen = new PrintStream(
                Files.newOutputStream(out.resolve(run.folder.root().getFileName() + ".txt")),
                true,
                StandardCharsets.UTF_8)) {
            LocalRun local = new LocalRun(config, run.folder, new Screen(screen, false), FaultPlan.NONE);
            LocalRun.End end = local.run(run.folder.latestRestorePoint().isPresent());
            if (end != LocalRun.End.DONE) {
                throw new RunException("comparison: %s was stopped before its end".formatted(run.folder.root()));
            }
        }
    }
}
