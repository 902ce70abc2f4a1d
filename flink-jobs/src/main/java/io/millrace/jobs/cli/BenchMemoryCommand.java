package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.file.Folders;
import io.millrace.jobs.bench.StreamBenchmark;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench memory}: throughput of the trajectory memory. */
@Command(
        name = "memory",
        description =
                "Trajectories per second through remember and compose on RocksDB, with incremental checkpoints. No"
                        + " model is involved.")
final class BenchMemoryCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;

    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--queries", split = ",", defaultValue = "1000,100000", description = "Queries (${DEFAULT-VALUE}).")
    private List<Integer> queries = List.of();

    @Option(
            names = "--collapsed",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of groups that are all correct or all incorrect, 0..1, as replay uses (${DEFAULT-VALUE}).")
    private double collapsed;

    @Option(
            names = "--full-up-to",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Maximum number of queries for which full histories are measured, too (${DEFAULT-VALUE}).")
    private int fullUpTo;

    @Override
    public Integer call() throws Exception {
        MillraceConfig read = config.read("stream.maxStaleness=1000000000", "advantage.credit=response");
        StreamBenchmark benchmark = options.benchmark(read, collapsed, false);
        System.out.printf(
                "%s, %d + %d remembered per query, %s%n",
                options,
                read.memory().correct(),
                read.memory().wrong(),
                read.memory().retention().name().toLowerCase(Locale.ROOT));
        System.out.printf(
                Locale.ROOT,
                "bytes a token at rest, 4,000 tokens of 150,000: %.2f ids, %.2f with log-probs, %.2f with entropies too%n",
                StreamBenchmark.bytes(4000, false, false) / 4000.0,
                StreamBenchmark.bytes(4000, true, false) / 4000.0,
                StreamBenchmark.bytes(4000, true, true) / 4000.0);
        System.out.println(
                "| tokens | queries | histories | trajectories / s | per CPU second | million tokens / s | MB / s | bytes / token | checkpoint MB | new in it MB |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (int length : options.tokens()) {
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
        Path scratch = Folders.temporary("millrace-bench");
        try (StreamBenchmark.Load load = benchmark.start(count, length, scratch)) {
            load.await(1);
            double full = (double) count * places;
            show(length, count, "filling", load.measure(options.time(), full));
            if (count <= fullUpTo) {
                load.await(full);
                show(length, count, "full", load.measure(options.time(), Double.MAX_VALUE));
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
