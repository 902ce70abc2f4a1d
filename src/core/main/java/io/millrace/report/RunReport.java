package io.millrace.report;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.eval.HeldOutResult;
import java.time.Duration;
import java.util.List;

/**
 * The report at the end of a run.
 *
 * @param steps optimizer steps taken
 * @param firstStep optimizer steps taken before this session; 0 unless the run was resumed
 * @param wall training time of this session, without start-up and evaluation
 * @param results held-out results in the order of their steps; the first is from before, the last from after the run
 * @param ledger totals of visits by how they ended
 * @param throughput the throughput of this session
 * @param staleness the staleness of the responses trained on
 * @param methods effects of the methods
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
     * Throughput rates.
     *
     * @param responsesPerSecond responses sampled per second
     * @param tokensPerSecond response tokens sampled per second
     * @param trainTokensPerSecond response tokens trained on per second
     */
    public record Throughput(double responsesPerSecond, double tokensPerSecond, double trainTokensPerSecond) {}

    /**
     * Staleness of responses: optimizer steps between sampling and training.
     *
     * @param mean mean over responses; NaN if there are none
     * @param max maximum over responses
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

    /** As JSON; unknown values are null. */
    public String toJson() {
        return ReportJson.write(this);
    }
}
