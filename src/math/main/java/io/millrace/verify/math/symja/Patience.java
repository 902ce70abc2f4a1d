package io.millrace.verify.math.symja;

import io.millrace.check.Require;
import java.time.Duration;

/**
 * How long is waited for a worker.
 *
 * @param start until a worker is ready, which takes seconds; above 0
 * @param question until a question is answered, from when the worker has it; above 0
 * @param waiting callers that may wait while another one's question is answered; at least 0
 */
public record Patience(Duration start, Duration question, int waiting) {
    /** Two questions are allowed for a verdict, which is to take no longer than a second. */
    public static final Patience DEFAULT = new Patience(Duration.ofSeconds(60), Duration.ofMillis(450), 4);

    public Patience {
        Require.that(start.toMillis() > 0, "symja: start must be > 0, was %s", start);
        Require.that(question.toMillis() > 0, "symja: question must be > 0, was %s", question);
        Require.that(waiting >= 0, "symja: waiting must be >= 0, was %d", waiting);
    }
}
