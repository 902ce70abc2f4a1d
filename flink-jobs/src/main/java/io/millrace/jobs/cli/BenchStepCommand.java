package io.millrace.jobs.cli;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.assembly.ComputeThreads;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.file.Folders;
import io.millrace.jobs.bench.StepBenchmark;
import io.millrace.jobs.console.InstallFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench step}: a whole step of GRPO. */
@Command(
        name = "step",
        description =
                "Time of a whole GRPO step without Flink: sample, grade, train, load the new weights. Responses have the"
                        + " maximum length.")
final class BenchStepCommand implements Callable<Integer> {
    private static final int WARMUP = 3;

    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Option(names = "--groups", defaultValue = "32", description = "Prompts per step (${DEFAULT-VALUE}).")
    private int groups;

    @Option(names = "--samples", defaultValue = "8", description = "Responses per prompt (${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--tokens", defaultValue = "32", description = "Tokens per response (${DEFAULT-VALUE}).")
    private int tokens;

    @Option(names = "--steps", defaultValue = "15", description = "Measured steps (${DEFAULT-VALUE}).")
    private int steps;

    @Override
    public Integer call() throws IOException {
        System.out.printf("%d prompts x %d responses x %d tokens%n", groups, samples, tokens);
        System.out.println("| mode | wall ms / step | CPU ms / step | responses / s |");
        System.out.println("|---|---|---|---|");
        show("on-policy, one after the other", false);
        show("overlapped, one step behind", true);
        return 0;
    }

    /** Measures a mode with the number of threads that a run in that mode uses. */
    private void show(String mode, boolean overlapped) throws IOException {
        int threads = ComputeThreads.of(config.read(), !overlapped);
        MillraceConfig read = config.read("policy.threads=" + threads);
        StepBenchmark benchmark = new StepBenchmark(
                ConfiguredParts.of(read, InstallFolder.resolve(read.policy().path())),
                groups,
                samples,
                tokens,
                BenchStepCommand::cpuNanos,
                System::nanoTime);
        Path scratch = Folders.temporary("millrace-bench");
        try {
            StepBenchmark.Result result = benchmark.run(overlapped, WARMUP, steps, scratch);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f |%n",
                    mode,
                    result.wallMillis(),
                    result.cpuMillis(),
                    result.responsesPerSecond());
        } finally {
            Folders.delete(scratch);
        }
    }

    static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
