package io.millrace.jobs.cli;

import io.millrace.verify.math.VerifierBenchmark;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace bench verify}: speed of the verifier for mathematics. */
@Command(
        name = "verify",
        description = "Verdicts per CPU second of the verifier for mathematics, and how long the slowest take.")
final class BenchVerifyCommand implements Callable<Integer> {
    @Option(names = "--verdicts", defaultValue = "20000", description = "Verdicts of each kind (${DEFAULT-VALUE}).")
    private int verdicts;

    @Override
    public Integer call() {
        VerifierBenchmark benchmark =
                new VerifierBenchmark(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
        System.out.println("| answers | verdicts | per CPU second | median us | 99 % us | 99.9 % us | longest us |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (VerifierBenchmark.Case name : VerifierBenchmark.Case.values()) {
            show(benchmark.run(name, name == VerifierBenchmark.Case.HOSTILE ? Math.max(1, verdicts / 10) : verdicts));
        }
        return 0;
    }

    private static void show(VerifierBenchmark.Result result) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %.1f | %.1f | %.1f | %.1f |%n",
                result.name().name().toLowerCase(Locale.ROOT),
                result.verdicts(),
                result.perSecond(),
                result.median(),
                result.p99(),
                result.p999(),
                result.longest());
    }
}
