package io.millrace.report;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.eval.HeldOutResult;
import java.time.Duration;
import java.util.List;

/**
 * What a run did, at its end.
 *
 * @param steps optimizer steps taken
 * @param firstStep optimizer steps that had been taken when this session began: 0 unless it was resumed
 * @param wall time that this session trained, start-up and measuring left out
 * @param results measurements on held-out prompts in the order of their steps: the first is before, the last after the run
 * @param ledger where all visits went
 * @param throughput speeds over this session
 * @param staleness of the responses trained
 * @param methods what they did
 */
public record RunReport(
        long steps,
        long firstStep,
        Duration wall,
        List<HeldOutResult> results,
        Ledger ledger,
        Throughput throughput,
        Staleness staleness,
        MethodsReport methods) {
    /**
     * Speeds.
     *
     * @param responsesPerSecond responses sampled a second
     * @param tokensPerSecond response tokens sampled a second
     * @param trainTokensPerSecond response tokens trained a second
     */
    public record Throughput(double responsesPerSecond, double tokensPerSecond, double trainTokensPerSecond) {}

    /**
     * Optimizer steps between the weights that sampled a response and those that it trained.
     *
     * @param mean over responses; NaN without any
     * @param max the largest
     */
    public record Staleness(double mean, long max) {}

    public RunReport {
        requireNonNull(wall, "wall");
        requireNonNull(ledger, "ledger");
        requireNonNull(throughput, "throughput");
        requireNonNull(staleness, "staleness");
        requireNonNull(methods, "methods");
        results = List.copyOf(results);
        Require.that(steps >= 0, "run report: steps must be >= 0, was %d", steps);
    }

    /** As JSON; a value that is not known is null. */
    public String toJson() {
        return ReportJson.write(this);
    }
}
