package io.millrace.jobs.cli;

import io.millrace.jobs.compare.CompareProgress;
import io.millrace.jobs.compare.ComparisonPlan;
import io.millrace.jobs.compare.MethodComparison;
import io.millrace.jobs.console.InstallFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace compare}: variants of a configuration side by side. */
@Command(
        name = "compare",
        description = "Runs variants of a configuration with several seeds and shows the results in one table.")
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PLAN",
            description = "YAML file: config, seeds, samples, variants and more; see deploy/compare.")
    private Path plan = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the runs; runs that it already contains are not repeated.")
    private Path out = Path.of("");

    @Option(
            names = "--quick",
            description = "Uses the plan's quick settings: fewer seeds, shorter runs; for a first look.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        ComparisonPlan read = ComparisonPlan.read(InstallFolder.resolve(plan));
        CompareProgress progress = new CompareProgress(System.out::println, System::nanoTime);
        MethodComparison comparison = new MethodComparison(quick ? read.quickly() : read, out, progress);
        System.out.println(comparison.run());
        return 0;
    }
}
