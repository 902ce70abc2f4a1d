package io.millrace.jobs.cli;

import io.millrace.jobs.console.RunException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunHealth;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace health}: for the health check of a container. */
@Command(
        name = "health",
        description =
                "Succeeds if a process of millrace run is running and has completed a checkpoint recently; for the"
                        + " health check of a container.")
final class HealthCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of a run, or a folder of runs, one of which must be running.")
    private Path folder = Path.of("");

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "Maximum age of the newest checkpoint. Default: 600.")
    private long limit = 600;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RunHealth health = new RunHealth(Clock.systemUTC(), Duration.ofSeconds(limit));
        List<String> faults = new ArrayList<>();
        for (RunFolder run : RunHealth.in(folder)) {
            Optional<String> fault = health.fault(run);
            if (fault.isEmpty()) {
                Out.lines(spec, List.of("run %s: healthy".formatted(run.root())));
                return 0;
            }
            faults.add(fault.get());
        }
        throw new RunException(
                faults.isEmpty()
                        ? "%s: must contain a run, contains none".formatted(folder)
                        : String.join("\n", faults));
    }
}
