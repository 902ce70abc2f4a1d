package io.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import java.util.Optional;

/**
 * Checks the first verdicts of a run: if no response could be graded, or no answer was found in any, every step trains
 * on nothing, and the user must be warned early.
 */
public final class FirstVerdictsCheck {
    /** Number of responses after which the check is made. */
    static final long ENOUGH = 64;

    private final String tasks;
    private final int maxTokens;
    private final String deadLetters;
    private boolean said;

    /**
     * @param tasks tasks of the training prompts
     * @param maxTokens maximum length of a response, in tokens
     * @param deadLetters the list of visits that could not be graded
     */
    public FirstVerdictsCheck(String tasks, int maxTokens, String deadLetters) {
        this.tasks = requireNonNull(tasks, "tasks");
        this.maxTokens = maxTokens;
        this.deadLetters = requireNonNull(deadLetters, "deadLetters");
    }

    /** The warning according to the metrics; returned once. */
    Optional<String> check(LiveMetrics metrics) {
        return check((long) metrics.sum(Metric.RESPONSES_GRADED), (long) metrics.sum(Metric.RESPONSES_UNGRADED), (long)
                metrics.sum(Metric.RESPONSES_UNANSWERED));
    }

    /**
     * The warning according to the counts; returned once.
     *
     * @param graded number of responses with a verdict
     * @param ungraded number of responses on which the verifier failed
     * @param unanswered number of responses with a verdict in which no answer was found
     */
    Optional<String> check(long graded, long ungraded, long unanswered) {
        if (said || graded + ungraded < ENOUGH) {
            return Optional.empty();
        }
        said = true;
        if (graded == 0) {
            return Optional.of(
                    "WARNING: none of the first %d responses could be graded by task %s, so nothing is learned: %s has the reasons"
                            .formatted(ungraded, tasks, deadLetters));
        }
        if (unanswered >= graded) {
            return Optional.of(
                    "WARNING: no answer was found in any of the first %d responses, so all of them earn 0: check that task %s fits these prompts, that responses end within sampling.maxTokens (%d), and that the policy writes answers where the verifier looks; millrace validate shows a prompt and an answer that earns something"
                            .formatted(graded, tasks, maxTokens));
        }
        return Optional.empty();
    }
}
