package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.file.Folders;
import io.millrace.jobs.bench.StreamBenchmark;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench stream}: throughput of all stages after the engine. */
@Command(
        name = "stream",
        description =
                "Responses per second from sampled token ids to minibatches: detokenised, verified by the math verifier, rewarded,"
                        + " stored in RocksDB with incremental checkpoints, and composed. No model is involved.")
final class BenchStreamCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;
    /**
     * Number of trajectories in the warm-up, after which the JVM has compiled the hot code and all problems are generated and
     * encoded.
     */
    private static final int WARM_UP = 4000;

    @Mixin
    private TraceArguments config = new TraceArguments();

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Option(names = "--queries", defaultValue = "1000", description = "Queries (${DEFAULT-VALUE}).")
    private int queries;

    @Option(
            names = "--channel",
            paramLabel = "KIND",
            description =
                    "Measures from a channel of prompts to a channel of minibatches of this kind, such as kafka,"
                            + " beside folders. Brokers: --set channels.kafka.servers=HOST:PORT; topics are created and remain.")
    private @Nullable String channel;

    @Option(
            names = "--prompts",
            defaultValue = "20000",
            description = "Prompts to publish before, with --channel (${DEFAULT-VALUE}).")
    private int prompts;

    @Option(
            names = "--monitor",
            description = "Measures the stream without and with the monitor, five times in turn, and prints its cost.")
    private boolean monitor;

    @Override
    public Integer call() throws Exception {
        MillraceConfig read = channel == null
                ? config.withoutRecording("stream.maxStaleness=1000000000")
                : config.withoutRecording("stream.maxStaleness=1000000000", "channels.kafka.create=true");
        StreamBenchmark benchmark = options.benchmark(read, 0, true);
        if (monitor) {
            System.out.printf("%s, %d queries%n", options, queries);
            System.out.println("| tokens | monitor | responses / s | per CPU second |");
            System.out.println("|---|---|---|---|");
            for (int length : options.tokens()) {
                new MonitorBenchmark(benchmark, read.monitor(), queries).run(length, options.time(), System.out);
            }
            return 0;
        }
        if (channel != null) {
            System.out.printf("%s, %d queries, %d prompts%n", options, queries, prompts);
            new ChannelBenchmark(benchmark, read.channels(), channel, options.samples(), queries, prompts)
                    .run(options.tokens(), options.time(), System.out);
            return 0;
        }
        System.out.printf(
                "%s, %d queries, tokenizer %s%n",
                options, queries, read.policy().path());
        System.out.println("| tokens | responses / s | per CPU second | million tokens / s |");
        System.out.println("|---|---|---|---|");
        for (int length : options.tokens()) {
            Path scratch = Folders.temporary("millrace-bench");
            try (StreamBenchmark.Load load = benchmark.start(queries, length, scratch)) {
                load.await(WARM_UP);
                StreamBenchmark.Result result = load.measure(options.time(), Double.MAX_VALUE);
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
