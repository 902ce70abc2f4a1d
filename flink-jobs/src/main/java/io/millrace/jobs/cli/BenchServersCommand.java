package io.millrace.jobs.cli;

import io.millrace.jobs.bench.EngineBenchmark;
import io.millrace.jobs.bench.LearnerBenchmark;
import io.millrace.jobs.bench.ServerBenchmark;
import io.millrace.jobs.console.InstallFolder;
import io.millrace.token.ChatConfig;
import io.millrace.token.Tokenizers;
import io.millrace.torch.EngineRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace bench servers}: sampling on inference servers. */
@Command(
        name = "servers",
        description = {
            "Sampling on inference servers: how it grows with their number, and the processor time of the client for each token,",
            "beside that of the embedded engine.",
            "The servers are simulated: they speak vLLM's dialect and reply at a set speed."
        })
final class BenchServersCommand implements Callable<Integer> {
    private static final Path POLICY = Path.of("deploy/models/reason");
    private static final double WARM_UP = 3;
    private static final int ROWS = 64;

    @Option(names = "--seconds", defaultValue = "8", description = "Duration of each measurement (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "500",
            description = "Tokens of each response (${DEFAULT-VALUE}).")
    private int tokens;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "8",
            description = "Responses of a group, which are requested together (${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "32",
            description = "Responses in progress on a server (${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "500",
            description = "Tokens per second of each response, in the first table (${DEFAULT-VALUE}).")
    private double speed;

    @Override
    public Integer call() throws Exception {
        if (!(speed > 0)) {
            throw new UsageException("--speed: must be > 0, was %s".formatted(speed));
        }
        if (!(seconds > 0)) {
            throw new UsageException("--seconds: must be > 0, was %s".formatted(seconds));
        }
        Path policy = InstallFolder.resolve(POLICY);
        ServerBenchmark benchmark = benchmark(policy);
        System.out.printf(
                Locale.ROOT,
                "%d responses of %d tokens a group, %d in progress on each server, %.0f tokens/s each%n",
                samples,
                tokens,
                inFlight,
                speed);
        System.out.println("| servers | responses / s | of one server |");
        System.out.println("|---|---|---|");
        double one = 0;
        for (int servers : List.of(1, 2, 4)) {
            double rate = benchmark.run(servers, speed, WARM_UP, seconds).responsesPerSecond();
            one = servers == 1 ? rate : one;
            System.out.printf(Locale.ROOT, "| %d | %.1f | %.2f |%n", servers, rate, rate / one);
        }
        ServerBenchmark.Result most = benchmark.run(4, Double.POSITIVE_INFINITY, WARM_UP, seconds);
        System.out.printf(
                Locale.ROOT,
                "as fast as possible: %.0f responses/s, %.2f million tokens/s, client %.2f CPU microseconds per token%n",
                most.responsesPerSecond(),
                most.tokensPerSecond() / 1e6,
                most.clientMicrosPerToken());
        System.out.printf(
                Locale.ROOT,
                "embedded engine, tiny model, %d responses at once: %.2f CPU microseconds per token%n",
                ROWS,
                embeddedMicros());
        return 0;
    }

    private static double embeddedMicros() {
        EngineRuntime.useThreads(1);
        EngineBenchmark.Plan plan = new EngineBenchmark.Plan(LearnerBenchmark.Case.TINY.model(), 16, 32, List.of(ROWS));
        return EngineBenchmark.run(plan, System::nanoTime).get(0).stepCpuMillis() * 1000 / ROWS;
    }

    private ServerBenchmark benchmark(Path policy) {
        try {
            return new ServerBenchmark(
                    policy, Tokenizers.load(policy, ChatConfig.OWN), samples, tokens, inFlight, System::nanoTime);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
