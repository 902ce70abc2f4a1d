package io.millrace.jobs.cli;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.config.MonitorConfig;
import io.millrace.jobs.bench.StreamBenchmark;
import io.millrace.jobs.console.InstallFolder;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for the load of a stream benchmark. */
final class LoadOptions {
    @Option(
            names = "--tokens",
            split = ",",
            defaultValue = "500,4000,16000",
            description = "Tokens per response (${DEFAULT-VALUE}).")
    private List<Integer> tokens = List.of();

    @Option(names = "--samples", defaultValue = "8", description = "Responses per visit (${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--parallelism", defaultValue = "2", description = "Subtasks per stage (${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(names = "--seconds", defaultValue = "20", description = "Duration of a measurement (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--managed-memory",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "Memory for RocksDB (${DEFAULT-VALUE}).")
    private int managed;

    /** Response lengths in tokens, one measurement for each. */
    List<Integer> tokens() {
        return tokens;
    }

    /** Duration of a measurement. */
    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /** Responses per visit. */
    int samples() {
        return samples;
    }

    /** The benchmark. */
    StreamBenchmark benchmark(MillraceConfig config, double collapsed, boolean grading) {
        return new StreamBenchmark(
                ConfiguredParts.of(config, InstallFolder.resolve(config.policy().path())),
                config.memory(),
                parallelism,
                samples,
                collapsed,
                Duration.ofSeconds(5),
                managed,
                grading,
                BenchStepCommand::cpuNanos,
                MonitorConfig.OFF);
    }

    @Override
    public String toString() {
        return "%d responses per visit, parallelism %d, a checkpoint every 5 s".formatted(samples, parallelism);
    }
}
