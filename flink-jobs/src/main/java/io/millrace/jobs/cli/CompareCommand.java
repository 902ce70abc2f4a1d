package io.millrace.jobs.cli;

import static java.util.stream.Collectors.joining;

import io.millrace.jobs.compare.CompareProgress;
import io.millrace.jobs.compare.ComparisonPlan;
import io.millrace.jobs.compare.MethodComparison;
import io.millrace.jobs.compare.RunTable;
import io.millrace.jobs.console.InstallFolder;
import io.millrace.jobs.folder.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace compare}: variants of a configuration, or existing runs, side by side. */
@Command(
        name = "compare",
        description = {
            "Runs variants of a configuration with several seeds and shows the results in one table.",
            "With folders of runs instead of a plan, shows the figures that they have published, by step."
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PLAN",
            arity = "1..*",
            description =
                    "YAML file: config, seeds, samples, variants and more; see deploy/compare. Or folders of runs.")
    private List<Path> what = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of a plan's runs; runs that it already contains are not repeated.")
    private @Nullable Path out;

    @Option(
            names = "--quick",
            description = "Uses the plan's quick settings: fewer seeds, shorter runs; for a first look.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        if (what.stream().allMatch(Files::isDirectory)) {
            System.out.print(RunTable.of(what.stream().map(RunFolder::new).toList()));
            return 0;
        }
        if (what.size() > 1 || out == null) {
            throw new UsageException("compare: needs one PLAN and --out DIR, or only folders of runs, had %s"
                    .formatted(what.stream().map(Path::toString).collect(joining(" "))));
        }
        ComparisonPlan read = ComparisonPlan.read(InstallFolder.resolve(what.get(0)));
        CompareProgress progress = new CompareProgress(System.out::println, System::nanoTime);
        MethodComparison comparison = new MethodComparison(quick ? read.quickly() : read, out, progress);
        System.out.println(comparison.run());
        return 0;
    }
}
