package io.millrace.jobs.cli;

import io.millrace.Folders;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.bench.StreamBenchmark;
import io.millrace.jobs.run.Home;
import io.millrace.pipeline.ConfiguredParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace bench stream}: what everything behind the engine carries. */
@Command(
        name = "stream",
        description =
                "Responses a second from sampled token ids to minibatches: detokenised, verified as mathematics, rewarded,"
                        + " remembered on RocksDB with incremental checkpoints going on, composed. No model takes part.")
final class BenchStreamCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;

    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description =
                    "YAML file with tokenizer (policy.path), rewards and methods. Without it: deploy/conf/trace.yaml.")
    private Path config = Path.of("deploy", "conf", "trace.yaml");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides an option of the file. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--tokens",
            split = ",",
            defaultValue = "500,4000,16000",
            description = "Tokens a response (${DEFAULT-VALUE}).")
    private List<Integer> tokens = List.of();

    @Option(names = "--queries", defaultValue = "1000", description = "Queries (${DEFAULT-VALUE}).")
    private int queries;

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

    @Override
    public Integer call() throws Exception {
        List<String> all = new ArrayList<>(overrides);
        all.add("stream.maxStaleness=1000000000");
        MillraceConfig read = ConfigReader.read(Home.find(config), all);
        StreamBenchmark benchmark = new StreamBenchmark(
                ConfiguredParts.of(read, Home.find(read.policy().path())),
                read.memory(),
                parallelism,
                samples,
                0,
                Duration.ofSeconds(5),
                managed,
                true,
                BenchStepCommand::cpuNanos);
        System.out.printf(
                "%d responses a visit, %d queries, tokenizer %s, parallelism %d, a checkpoint every 5 s%n",
                samples, queries, read.policy().path(), parallelism);
        System.out.println("| tokens | responses / s | per CPU second | million tokens / s |");
        System.out.println("|---|---|---|---|");
        for (int length : tokens) {
            Path scratch = Files.createTempDirectory("millrace-bench");
            try (StreamBenchmark.Load load = benchmark.start(queries, length, scratch)) {
                load.await(1);
                StreamBenchmark.Result result = load.measure(Duration.ofSeconds(seconds), Double.MAX_VALUE);
                System.out.printf(
                        Locale.ROOT,
                        "| %,d | %,.0f | %,.0f | %.1f |%n",
                        length,
                        result.perSecond(),
                        result.perCpuSecond(),
                        result.perSecond() * length / MEGA);
            } finally {
                Folders.delete(scratch);
            }
        }
        return 0;
    }
}
