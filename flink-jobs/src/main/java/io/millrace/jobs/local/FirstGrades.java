package io.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import io.millrace.metric.Metric;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at the first verdicts of a run: if nothing could be graded, or no answer was found in anything, every step trains on nothing, and
 * the user must know it before a night has passed.
 */
final class FirstGrades {
    /** Responses after which there is something to say. */
    static final long ENOUGH = 64;

    private final String tasks;
    private final int maxTokens;
    private final Path deadLetters;
    private boolean said;

    /**
     * @param tasks of the training prompts
     * @param maxTokens of a response
     * @param deadLetters where visits that could not be graded are listed
     */
    FirstGrades(String tasks, int maxTokens, Path deadLetters) {
        this.tasks = requireNonNull(tasks, "tasks");
        this.maxTokens = maxTokens;
        this.deadLetters = requireNonNull(deadLetters, "deadLetters");
    }

    /** The warning that the metrics give reason for; given once. */
    Optional<String> look(LiveMetrics metrics) {
        return look((long) metrics.sum(Metric.RESPONSES_GRADED), (long) metrics.sum(Metric.RESPONSES_UNGRADED), (long)
                metrics.sum(Metric.RESPONSES_UNANSWERED));
    }

    /**
     * The warning that the counts give reason for; given once.
     *
     * @param graded responses with a verdict
     * @param ungraded responses that the verifier failed on
     * @param unanswered of those with a verdict, those that earned nothing since no answer was found
     */
    Optional<String> look(long graded, long ungraded, long unanswered) {
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
