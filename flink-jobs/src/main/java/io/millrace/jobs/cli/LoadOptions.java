package io.millrace.jobs.cli;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.bench.StreamBenchmark;
import io.millrace.jobs.console.Home;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How a benchmark loads the stream behind the engine. */
final class LoadOptions {
    @Option(
            names = "--tokens",
            split = ",",
            defaultValue = "500,4000,16000",
            description = "Tokens a response (${DEFAULT-VALUE}).")
    private List<Integer> tokens = List.of();

    @Option(names = "--samples", defaultValue = "8", description = "Responses a visit (${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--parallelism", defaultValue = "2", description = "Subtasks of each stage (${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(names = "--seconds", defaultValue = "20", description = "Time of a measurement (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--managed-memory",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "Memory of RocksDB (${DEFAULT-VALUE}).")
    private int managed;

    /** Tokens a response, one measurement for each. */
    List<Integer> tokens() {
        return tokens;
    }

    /** Time of a measurement. */
    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /** The benchmark. */
    StreamBenchmark benchmark(MillraceConfig config, double collapsed, boolean grading) {
        return new StreamBenchmark(
                ConfiguredParts.of(config, Home.find(config.policy().path())),
                config.memory(),
                parallelism,
                samples,
                collapsed,
                Duration.ofSeconds(5),
                managed,
                grading,
                BenchStepCommand::cpuNanos);
    }

    @Override
    public String toString() {
        return "%d responses a visit, parallelism %d, a checkpoint every 5 s".formatted(samples, parallelism);
    }
}
