package io.millrace.report;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.time.Duration;
import java.util.List;

/**
 * The state of a running job. Unknown values are NaN.
 *
 * @param run name of the run
 * @param step optimizer steps taken
 * @param steps requested optimizer steps; 0 for an endless run
 * @param firstStep optimizer steps taken before this session
 * @param elapsed time since this session started training
 * @param rewards mean reward of each step so far, or of the latest ones, oldest first
 * @param accuracies share of correct responses of the same steps, 0..1
 * @param heldOut mean greedy reward on held-out prompts, oldest first
 * @param lengths mean response length of the same steps as the rewards, in tokens
 * @param sampled share of the requested tokens sampled so far, 0..1; NaN without such a limit
 * @param version number of the newest policy version
 * @param staleness mean staleness of the responses of the latest step, in optimizer steps
 * @param responsesPerSecond responses sampled per second, recently
 * @param tokensPerSecond response tokens sampled per second, recently
 * @param queued visits that wait for the engine
 * @param backPressure share of the time in which the source had to wait, 0..1
 * @param unavailableVerifiers number of unavailable remote verifiers that groups wait for
 */
public record Progress(
        String run,
        long step,
        long steps,
        long firstStep,
        Duration elapsed,
        List<Double> rewards,
        List<Double> accuracies,
        List<Double> heldOut,
        List<Double> lengths,
        double sampled,
        long version,
        double staleness,
        double responsesPerSecond,
        double tokensPerSecond,
        int queued,
        double backPressure,
        int unavailableVerifiers) {
    /**
     * Number of optimizer steps that displayed figures are averaged over: a single step depends more on its prompts than on the
     * policy.
     */
    static final int WINDOW = 10;

    public Progress {
        requireNonNull(run, "run");
        requireNonNull(elapsed, "elapsed");
        rewards = List.copyOf(rewards);
        accuracies = List.copyOf(accuracies);
        heldOut = List.copyOf(heldOut);
        lengths = List.copyOf(lengths);
        Require.that(step >= 0, "progress: step must be >= 0, was %d", step);
        Require.that(firstStep >= 0, "progress: firstStep must be >= 0, was %d", firstStep);
        Require.that(steps >= 0, "progress: steps must be >= 0, was %d", steps);
    }

    /** Mean reward of the latest {@value #WINDOW} steps; NaN before the first. */
    public double reward() {
        return recent(rewards);
    }

    /** Share of correct responses of the latest {@value #WINDOW} steps, 0..1; NaN before the first. */
    public double accuracy() {
        return recent(accuracies);
    }

    /** Mean response length of the latest {@value #WINDOW} steps, in tokens; NaN before the first. */
    public double tokens() {
        return recent(lengths);
    }

    /** Completed share of the steps or tokens, whichever is closer to its end, 0..1; NaN for an endless run. */
    public double done() {
        double taken = steps == 0 ? Double.NaN : Math.min(1, (double) step / steps);
        return Double.isNaN(taken) || sampled > taken ? Math.min(1, sampled) : taken;
    }

    /** The estimated remaining time, from the mean time per step of this session; empty if unknown. */
    String remaining() {
        if (steps == 0 || step <= firstStep || sampled > 0) {
            return "";
        }
        long millis = Math.round((double) elapsed.toMillis() / (step - firstStep) * Math.max(0, steps - step));
        return Numbers.time(Duration.ofMillis(millis)) + " left";
    }

    private static double recent(List<Double> values) {
        return values.subList(Math.max(0, values.size() - WINDOW), values.size()).stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    /** The remote verifiers that the run waits for; empty if none. */
    String unavailable() {
        return unavailableVerifiers == 0
                ? ""
                : unavailableVerifiers == 1
                        ? "waiting for a verifier"
                        : "waiting for %d verifiers".formatted(unavailableVerifiers);
    }
}
