package io.millrace.jobs.bench;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.verify.math.MathVerifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Measures verdicts per second on one thread, and the latency of the slowest ones. */
public final class VerifierBenchmark {
    /** The kinds of answers to verify. Half of the answers of each kind are correct, except for hostile ones. */
    public enum Case {
        /** Whole numbers, fractions, decimals. */
        PLAIN,
        /** Polynomials, roots, logarithms, sines; tuples, sets and intervals of them. */
        EXPRESSION,
        /** Towers of powers, sums to high powers, deep nesting. */
        HOSTILE,
        /** Equivalences that need a computer algebra system; no two pairs are the same. */
        ALGEBRA
    }

    /**
     * Results of a measurement.
     *
     * @param perSecond verdicts per second of the given clock
     * @param median latency of a verdict in microseconds; the others are the 99th and 99.9th percentiles and the
     *     maximum
     */
    public record Result(
            Case name, int verdicts, double perSecond, double median, double p99, double p999, double longest) {}

    private record Pair(String truth, String answer) {}

    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;
    private static final String[][] EXPRESSIONS = {
        {"x^2+2x+1", "(x+1)^2"},
        {"(x+1)(x-2)(x+3)", "x^3+2x^2-5x-6"},
        {"2\\sqrt{5}", "\\sqrt{20}"},
        {"\\frac{1+\\sqrt{5}}{2}", "\\frac{2}{\\sqrt5-1}"},
        {"\\sin 6x+\\sin 4x", "2\\sin 5x\\cos x"},
        {"\\frac{\\sqrt{6}-\\sqrt{2}}{4}", "\\sin 15^\\circ"},
        {"\\log_2 8", "\\frac{\\ln 8}{\\ln 2}"},
        {"\\frac{e^{t}}{3}+ce^{-2t}", "\\frac{e^t+3ce^{-2t}}{3}"},
        {"\\left( 3, \\frac{\\pi}{2} \\right)", "(3,0.5\\pi)"},
        {"(-\\infty, 2) \\cup (3, \\infty)", "x>3 \\text{ or } x<2"},
        {"1 \\pm \\sqrt{19}", "1-\\sqrt{19}, 1+\\sqrt{19}"},
        {"\\begin{pmatrix} 1/5 \\\\ -18/5 \\end{pmatrix}", "\\begin{pmatrix} 0.2 \\\\ -3.6 \\end{pmatrix}"},
        {"y = 2x + 3", "2x-y+3=0"},
        {"\\frac{n(n+1)(2 n+1)}{6}", "\\frac{n^3}{3}+\\frac{n^2}{2}+\\frac{n}{6}"},
        {"15\\mbox{ cm}^2", "15 \\text{ square centimeters}"},
        {"\\binom{2n}{n}", "\\frac{(2n)!}{n!n!}"}
    };
    /** A pair made from a number and its successor; correct if both sides use the same number. */
    private static final String[][] ALGEBRA = {
        {"%2$d", "\\frac{%2$d!}{%1$d!}"},
        {"\\binom{%2$d}{2}", "\\frac{%1$d\\cdot %2$d}{2}"},
        {"4^{1%1$d}", "2^{1%1$d}\\cdot 2^{1%1$d}"},
        {"x-%1$d", "\\sin(\\arcsin(x-%1$d))"},
        {"77777%1$d\\sin 2x", "2\\cdot 77777%1$d\\sin x\\cos x"}
    };

    private static final String[] HOSTILE = {
        "9^{9^{9^{9^9}}}",
        "(a+b+c+d+e+f+g+h)^{50}",
        "(2^{1/3}+3^{1/5}+5^{1/7}+7^{1/11})^{40}",
        "(x+y+z+\\sqrt{w})^{30}",
        "\\frac{1}{".repeat(400) + "5" + "}".repeat(400),
        "{".repeat(3_000),
        "5,".repeat(1_900),
        "9".repeat(3_900),
        "500!\\cdot 499!\\cdot 498!",
        "2^{19000}\\cdot 3^{9000}",
        "\\sqrt{" + "7".repeat(1_500) + "}",
        "x".repeat(3_900)
    };

    private final MathVerifier verifier;
    private final LongSupplier nanos;

    /** @param nanos a clock in nanoseconds; the thread's CPU time excludes other work on the machine */
    public VerifierBenchmark(MathVerifier verifier, LongSupplier nanos) {
        this.verifier = requireNonNull(verifier, "verifier");
        this.nanos = requireNonNull(nanos, "nanos");
    }

    /**
     * Measures this number of verdicts, after a warm-up of the same number.
     *
     * @param verdicts at least 1
     */
    public Result run(Case name, int verdicts) {
        Require.that(verdicts >= 1, "benchmark: verdicts must be >= 1, was %d", verdicts);
        List<Pair> pairs = pairs(name, 2 * verdicts);
        measure(pairs, 0, verdicts);
        long[] times = measure(pairs, verdicts, verdicts);
        Arrays.sort(times);
        return new Result(
                name,
                verdicts,
                verdicts * NANOS / Arrays.stream(times).sum(),
                at(times, 0.5),
                at(times, 0.99),
                at(times, 0.999),
                at(times, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))] / MICROS;
    }

    private long[] measure(List<Pair> pairs, int from, int verdicts) {
        long[] times = new long[verdicts];
        for (int i = 0; i < verdicts; i++) {
            Pair pair = pairs.get((from + i) % pairs.size());
            long start = nanos.getAsLong();
            verifier.verify(List.of(pair.truth()), pair.answer());
            times[i] = nanos.getAsLong() - start;
        }
        return times;
    }

    private static List<Pair> pairs(Case name, int distinct) {
        return switch (name) {
            case PLAIN -> plain();
            case EXPRESSION -> expressions();
            case HOSTILE ->
                Arrays.stream(HOSTILE).map(answer -> new Pair("5", answer)).toList();
            case ALGEBRA -> algebra(distinct);
        };
    }

    private static List<Pair> algebra(int distinct) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < distinct; i++) {
            int n = 1_000 + i;
            int given = n + i / ALGEBRA.length % 2;
            String[] pair = ALGEBRA[i % ALGEBRA.length];
            pairs.add(new Pair(pair[0].formatted(n, n + 1), pair[1].formatted(given, given + 1)));
        }
        return pairs;
    }

    private static List<Pair> plain() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            pairs.add(new Pair(String.valueOf(37 * i), 37 * i + ".0"));
            pairs.add(new Pair(String.valueOf(37 * i), String.valueOf(37 * i + 1)));
            pairs.add(new Pair("\\frac{" + i + "}{8}", "\\dfrac{" + 2 * i + "}{16}"));
            pairs.add(new Pair("\\frac{" + i + "}{8}", i + "/9"));
        }
        return pairs;
    }

    /** Pairs each answer with its own ground truth and with the next one. */
    private static List<Pair> expressions() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < EXPRESSIONS.length; i++) {
            pairs.add(new Pair(EXPRESSIONS[i][0], EXPRESSIONS[i][1]));
            pairs.add(new Pair(EXPRESSIONS[(i + 1) % EXPRESSIONS.length][0], EXPRESSIONS[i][1]));
        }
        return pairs;
    }
}
