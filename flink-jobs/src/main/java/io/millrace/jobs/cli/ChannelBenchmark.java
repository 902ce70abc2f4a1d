package io.millrace.jobs.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.file.Folders;
import io.millrace.jobs.bench.ChannelLoad;
import io.millrace.jobs.bench.StreamBenchmark;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Compares the throughput of directory channels with that of another kind, from a channel of prompts to a channel of minibatches.
 *
 * @param benchmark runs the stages between the two channels
 * @param channels configuration of the channels
 * @param kind the kind to compare with directory channels
 * @param samples responses per visit
 * @param queries number of queries, visited in turn
 * @param prompts number of prompts to publish before the measurement
 */
record ChannelBenchmark(
        StreamBenchmark benchmark, ChannelsConfig channels, String kind, int samples, int queries, int prompts) {
    private static final double MEGA = 1e6;
    private static final int WARM = 4000;

    ChannelBenchmark {
        requireNonNull(benchmark, "benchmark");
        requireNonNull(channels, "channels");
        requireNonNull(kind, "kind");
    }

    /** Measurements of one channel kind. */
    private record Figures(StreamBenchmark.Result result, double bytesPerToken) {}

    /** Measures both kinds for each response length, and prints the results with their ratio. */
    void run(List<Integer> lengths, Duration time, PrintStream out) throws Exception {
        out.println(
                "| channels | tokens | responses / s | per CPU second | million tokens / s | stored bytes / token |");
        out.println("|---|---|---|---|---|---|");
        for (int length : lengths) {
            Figures folders = measure(DirectoryChannel.KIND, length, time, out);
            if (!kind.equals(DirectoryChannel.KIND)) {
                Figures others = measure(kind, length, time, out);
                out.printf(
                        Locale.ROOT,
                        "| %s / %s | %,d | %.2f | %.2f | | %.2f |%n",
                        kind,
                        DirectoryChannel.KIND,
                        length,
                        others.result().perSecond() / folders.result().perSecond(),
                        others.result().perCpuSecond() / folders.result().perCpuSecond(),
                        others.bytesPerToken() / folders.bytesPerToken());
            }
        }
    }

    private Figures measure(String of, int length, Duration time, PrintStream out) throws Exception {
        Path scratch = Folders.temporary("millrace-bench");
        try {
            ChannelLoad load = open(of, scratch);
            load.fill(prompts, queries, Duration.ofSeconds(5));
            StreamBenchmark.Result result;
            try (StreamBenchmark.Load running = benchmark.start(queries, length, scratch, Optional.of(load))) {
                running.await(Math.min(WARM, prompts * (double) samples / 4));
                result = running.measure(time, prompts * (double) samples);
                running.await(() -> load.minibatches().held().next() > 0); // Published with the first checkpoint.
            }
            Channel written = load.minibatches();
            double tokens = (double) written.held().next() * StreamBenchmark.GROUPS_PER_SHARD * samples * length;
            Figures figures = new Figures(result, written.storedBytes() / tokens);
            out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %,.0f | %,.0f | %.1f | %.2f |%n",
                    of,
                    length,
                    result.perSecond(),
                    result.perCpuSecond(),
                    result.perSecond() * length / MEGA,
                    figures.bytesPerToken());
            return figures;
        } finally {
            Folders.delete(scratch);
        }
    }

    /** New channels: in the scratch folder, or with unique names. */
    private ChannelLoad open(String of, Path scratch) {
        String unique = scratch.getFileName().toString().replaceAll("[^a-zA-Z0-9-]", "-");
        UnaryOperator<String> place =
                name -> of.equals(DirectoryChannel.KIND) ? scratch.resolve(name).toString() : unique + "-" + name;
        return new ChannelLoad(
                ChannelKind.open(new ChannelAddress(of, place.apply("prompts")), channels.keepingAll()),
                ChannelKind.open(new ChannelAddress(of, place.apply("minibatches")), channels.keepingAll()));
    }
}
