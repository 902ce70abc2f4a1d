package io.millrace.jobs.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MonitorConfig;
import io.millrace.file.Folders;
import io.millrace.jobs.bench.StreamBenchmark;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures the CPU time that the monitor costs: the stream without and with it, in turn.
 *
 * @param benchmark the stream without a monitor
 * @param monitor settings of the monitor
 * @param queries queries, visited in turn
 */
record MonitorBenchmark(StreamBenchmark benchmark, MonitorConfig monitor, int queries) {
    private static final int WARM = 4000;
    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 2;
    private static final double PERCENT = 100;

    MonitorBenchmark {
        requireNonNull(benchmark, "benchmark");
        requireNonNull(monitor, "monitor");
    }

    /** Measures a response length once all code is compiled, and prints each round and the cost over all rounds. */
    void run(int tokens, Duration time, PrintStream out) throws Exception {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            measure(benchmark.with(monitor), tokens, time);
            measure(benchmark, tokens, time);
        }
        double without = 0;
        double with = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StreamBenchmark.Result plain = measure(benchmark, tokens, time);
            StreamBenchmark.Result observed = measure(benchmark.with(monitor), tokens, time);
            print(tokens, "off", plain, out);
            print(tokens, "on", observed, out);
            without += 1 / plain.perCpuSecond();
            with += 1 / observed.perCpuSecond();
        }
        out.printf(
                Locale.ROOT,
                "| %,d | more CPU time per response with the monitor | | %.1f %% |%n",
                tokens,
                PERCENT * (with / without - 1));
    }

    private static void print(int tokens, String monitor, StreamBenchmark.Result result, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "| %,d | %s | %,.0f | %,.0f |%n",
                tokens,
                monitor,
                result.perSecond(),
                result.perCpuSecond());
    }

    private StreamBenchmark.Result measure(StreamBenchmark stream, int tokens, Duration time) throws Exception {
        Path scratch = Folders.temporary("millrace-bench");
        try (StreamBenchmark.Load load = stream.start(queries, tokens, scratch)) {
            load.await(WARM);
            return load.measure(time, Double.MAX_VALUE);
        } finally {
            Folders.delete(scratch);
        }
    }
}
