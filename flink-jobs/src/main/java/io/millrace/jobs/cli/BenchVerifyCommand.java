package io.millrace.jobs.cli;

import io.millrace.jobs.bench.VerifierBenchmark;
import io.millrace.jobs.bench.VerifierBenchmark.Case;
import io.millrace.verify.math.MathVerifier;
import io.millrace.verify.math.number.Tolerance;
import io.millrace.verify.math.symja.Symja;
import io.millrace.verify.math.symja.SymjaAlgebra;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace bench verify}: speed of the verifier for mathematics. */
@Command(
        name = "verify",
        description = "Verdicts per CPU second of the verifier for mathematics, and latency of the slowest.")
final class BenchVerifyCommand implements Callable<Integer> {
    @Option(names = "--verdicts", defaultValue = "20000", description = "Verdicts per kind (${DEFAULT-VALUE}).")
    private int verdicts;

    @Override
    public Integer call() {
        VerifierBenchmark benchmark =
                new VerifierBenchmark(new MathVerifier(), ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
        System.out.println("| answers | verdicts | per CPU second | p50 us | p99 us | p99.9 us | max us |");
        System.out.println("|---|---|---|---|---|---|---|");
        show(benchmark.run(Case.PLAIN, verdicts));
        show(benchmark.run(Case.EXPRESSION, verdicts));
        show(benchmark.run(Case.HOSTILE, Math.max(1, verdicts / 10)));
        if (Symja.refusal().isEmpty()) {
            algebra();
        }
        return 0;
    }

    /** Measured by wall clock, since the work is done in another process. */
    private void algebra() {
        try (SymjaAlgebra symja = Symja.shared()) {
            symja.open();
            System.out.println();
            System.out.println("| answers | verdicts | per second | p50 us | p99 us | p99.9 us | max us |");
            System.out.println("|---|---|---|---|---|---|---|");
            show(new VerifierBenchmark(new MathVerifier(Tolerance.NONE, symja), System::nanoTime)
                    .run(Case.ALGEBRA, Math.max(1, verdicts / 100)));
            String outcomes = symja.outcomes().entrySet().stream()
                    .map(outcome -> "%d %s".formatted(outcome.getValue(), outcome.getKey()))
                    .collect(Collectors.joining(", "));
            System.out.printf("%nSymja with the warm-up: %s%n", outcomes.toLowerCase(Locale.ROOT));
        }
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
