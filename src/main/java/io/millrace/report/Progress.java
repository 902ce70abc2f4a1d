package io.millrace.report;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import java.time.Duration;
import java.util.List;

/**
 * A running job at one moment. What is not known yet is NaN.
 *
 * @param run name of the run
 * @param step optimizer steps taken
 * @param steps optimizer steps wanted; 0 without end
 * @param elapsed time since the start
 * @param rewards mean reward of each step so far, or of the latest ones, oldest first
 * @param accuracies share of correct responses of the same steps, 0..1
 * @param tokens mean response length of the latest step, in tokens
 * @param version number of the newest policy version
 * @param staleness mean optimizer steps by which the responses of the latest step were behind
 * @param responsesPerSecond responses sampled a second, lately
 * @param tokensPerSecond response tokens sampled a second, lately
 * @param queued visits that wait for the engine
 * @param backPressure share of the time in which the source had to wait, 0..1
 */
public record Progress(
        String run,
        long step,
        long steps,
        Duration elapsed,
        List<Double> rewards,
        List<Double> accuracies,
        double tokens,
        long version,
        double staleness,
        double responsesPerSecond,
        double tokensPerSecond,
        int queued,
        double backPressure) {
    public Progress {
        requireNonNull(run, "run");
        requireNonNull(elapsed, "elapsed");
        rewards = List.copyOf(rewards);
        accuracies = List.copyOf(accuracies);
        Require.that(step >= 0, "progress: step must be >= 0, was %d", step);
        Require.that(steps >= 0, "progress: steps must be >= 0, was %d", steps);
    }

    /** Mean reward of the latest step; NaN before the first. */
    public double reward() {
        return last(rewards);
    }

    /** Share of correct responses of the latest step, 0..1; NaN before the first. */
    public double accuracy() {
        return last(accuracies);
    }

    /** Share of the steps that are done, 0..1; NaN without end. */
    public double done() {
        return steps == 0 ? Double.NaN : Math.min(1, (double) step / steps);
    }

    /** How the time left is put: as much a step as until now. Empty where it cannot be told. */
    String left() {
        if (steps == 0 || step == 0) {
            return "";
        }
        long millis = Math.round((double) elapsed.toMillis() / step * Math.max(0, steps - step));
        return Numbers.time(Duration.ofMillis(millis)) + " left";
    }

    private static double last(List<Double> values) {
        return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }
}
