package io.millrace.verify.math.symja;

import io.millrace.check.Require;
import java.time.Duration;

/**
 * The time limits of a worker.
 *
 * @param start time until a worker is ready, which takes seconds; above 0
 * @param question time until a question is answered, counted from its receipt by the worker; above 0
 * @param waiting maximum number of callers that wait while another one's question is answered; at least 0
 */
public record WorkerTimeouts(Duration start, Duration question, int waiting) {
    /** Two questions are allowed per verdict, which must take no longer than a second. */
    public static final WorkerTimeouts DEFAULT = new WorkerTimeouts(Duration.ofSeconds(60), Duration.ofMillis(450), 4);

    public WorkerTimeouts {
        Require.that(start.toMillis() > 0, "symja: start must be > 0, was %s", start);
        Require.that(question.toMillis() > 0, "symja: question must be > 0, was %s", question);
        Require.that(waiting >= 0, "symja: waiting must be >= 0, was %d", waiting);
    }
}
