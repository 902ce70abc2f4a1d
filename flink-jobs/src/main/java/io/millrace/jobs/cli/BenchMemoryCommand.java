package io.millrace.jobs.cli;

import io.millrace.Folders;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.bench.StreamBenchmark;
import io.millrace.jobs.run.Home;
import io.millrace.pipeline.ConfiguredParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench memory}: what the memory carries. */
@Command(
        name = "memory",
        description =
                "Trajectories a second through remember and compose on RocksDB, with incremental checkpoints going on. No"
                        + " model takes part.")
final class BenchMemoryCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;

    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Option(
            names = "--tokens",
            split = ",",
            defaultValue = "500,4000,16000",
            description = "Tokens a response (${DEFAULT-VALUE}).")
    private List<Integer> tokens = List.of();

    @Option(names = "--queries", split = ",", defaultValue = "1000,100000", description = "Queries (${DEFAULT-VALUE}).")
    private List<Integer> queries = List.of();

    @Option(names = "--samples", defaultValue = "8", description = "Responses a visit (${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--parallelism", defaultValue = "2", description = "Subtasks of the memory (${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(names = "--seconds", defaultValue = "20", description = "Time of a measurement (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--collapsed",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Groups that are all right or all wrong, 0..1, as replay has use for (${DEFAULT-VALUE}).")
    private double collapsed;

    @Option(
            names = "--managed-memory",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "Memory of RocksDB (${DEFAULT-VALUE}).")
    private int managed;

    @Option(
            names = "--full-up-to",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Queries up to which histories are filled and measured full, too (${DEFAULT-VALUE}).")
    private int fullUpTo;

    @Override
    public Integer call() throws Exception {
        MillraceConfig read = config.read("stream.maxStaleness=1000000000", "advantage.credit=response");
        StreamBenchmark benchmark = new StreamBenchmark(
                ConfiguredParts.of(read, Home.find(read.policy().path())),
                read.memory(),
                parallelism,
                samples,
                collapsed,
                Duration.ofSeconds(5),
                managed,
                false,
                BenchStepCommand::cpuNanos);
        System.out.printf(
                "%d responses a visit, %d + %d remembered a query, %s, parallelism %d, a checkpoint every 5 s%n",
                samples,
                read.memory().correct(),
                read.memory().wrong(),
                read.memory().retention().name().toLowerCase(Locale.ROOT),
                parallelism);
        System.out.printf(
                Locale.ROOT,
                "bytes a token at rest, 4,000 tokens of 150,000: %.2f ids, %.2f with log-probs, %.2f with entropies too%n",
                StreamBenchmark.bytes(4000, false, false) / 4000.0,
                StreamBenchmark.bytes(4000, true, false) / 4000.0,
                StreamBenchmark.bytes(4000, true, true) / 4000.0);
        System.out.println(
                "| tokens | queries | histories | trajectories / s | per CPU second | million tokens / s | MB / s | bytes / token | checkpoint MB | new in it MB |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (int length : tokens) {
            for (int count : queries) {
                measure(
                        benchmark,
                        count,
                        length,
                        read.memory().correct() + read.memory().wrong());
            }
        }
        return 0;
    }

    private void measure(StreamBenchmark benchmark, int count, int length, int places) throws Exception {
        Path scratch = Files.createTempDirectory("millrace-bench");
        try (StreamBenchmark.Load load = benchmark.start(count, length, scratch)) {
            load.await(1);
            double full = (double) count * places;
            show(length, count, "filling", load.measure(Duration.ofSeconds(seconds), full));
            if (count <= fullUpTo) {
                load.await(full);
                show(length, count, "full", load.measure(Duration.ofSeconds(seconds), Double.MAX_VALUE));
            }
        } finally {
            Folders.delete(scratch);
        }
    }

    private static void show(int tokens, int queries, String histories, StreamBenchmark.Result result) {
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %s | %,.0f | %,.0f | %.1f | %.0f | %.2f | %s | %s |%n",
                tokens,
                queries,
                histories,
                result.perSecond(),
                result.perCpuSecond(),
                result.perSecond() * tokens / MEGA,
                result.perSecond() * result.bytes() / MEGA,
                (double) result.bytes() / tokens,
                size(result.full()),
                size(result.incremental()));
    }

    private static String size(double bytes) {
        return bytes <= 0 ? "-" : String.format(Locale.ROOT, "%,.0f", bytes / MEGA);
    }
}
