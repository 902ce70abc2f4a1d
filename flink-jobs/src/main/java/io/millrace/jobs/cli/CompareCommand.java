package io.millrace.jobs.cli;

import io.millrace.jobs.compare.CompareProgress;
import io.millrace.jobs.compare.ComparisonPlan;
import io.millrace.jobs.compare.MethodComparison;
import io.millrace.jobs.console.Home;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace compare}: variants of a configuration side by side. */
@Command(
        name = "compare",
        description = "Runs variants of a configuration with several seeds, and shows what came of them in one table.")
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PLAN",
            description = "YAML file: config, seeds, samples, variants and more; see deploy/compare.")
    private Path plan = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the runs; those that are there already are not run again.")
    private Path out = Path.of("");

    @Option(names = "--quick", description = "As the plan's quick: fewer seeds, shorter runs; for a first look.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        ComparisonPlan read = ComparisonPlan.read(Home.find(plan));
        CompareProgress progress = new CompareProgress(System.out::println, System::nanoTime);
        MethodComparison comparison = new MethodComparison(quick ? read.quickly() : read, out, progress);
        System.out.println(comparison.run());
        return 0;
    }
}
