package io.millrace.report;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.time.Duration;
import java.util.List;

/**
 * A running job at one moment. What is not known yet is NaN.
 *
 * @param run name of the run
 * @param step optimizer steps taken
 * @param steps optimizer steps wanted; 0 without end
 * @param firstStep optimizer steps that had been taken when this session began
 * @param elapsed time since this session began to train
 * @param rewards mean reward of each step so far, or of the latest ones, oldest first
 * @param accuracies share of correct responses of the same steps, 0..1
 * @param heldOut mean greedy reward on held-out prompts, oldest first
 * @param lengths mean response length of the same steps as the rewards, in tokens
 * @param sampled share of the tokens wanted that have been sampled, 0..1; NaN without such a limit
 * @param version number of the newest policy version
 * @param staleness mean optimizer steps by which the responses of the latest step were behind
 * @param responsesPerSecond responses sampled a second, lately
 * @param tokensPerSecond response tokens sampled a second, lately
 * @param queued visits that wait for the engine
 * @param backPressure share of the time in which the source had to wait, 0..1
 * @param verifiersAway verifiers on other machines that do not answer, so that groups wait for them
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
        int verifiersAway) {
    /** Optimizer steps over which what is shown is averaged: one step alone says more of its prompts than of the policy. */
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

    /** Share of the steps or tokens that are done, whichever is nearer to its end, 0..1; NaN without end. */
    public double done() {
        double taken = steps == 0 ? Double.NaN : Math.min(1, (double) step / steps);
        return Double.isNaN(taken) || sampled > taken ? Math.min(1, sampled) : taken;
    }

    /** How the time left is put: as much a step as until now in this session. Empty where it cannot be told. */
    String left() {
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

    /** What holds it up and is no fault of its own; empty if nothing does. */
    String away() {
        return verifiersAway == 0
                ? ""
                : verifiersAway == 1 ? "waits for a verifier" : "waits for %d verifiers".formatted(verifiersAway);
    }
}
