package io.millrace.server;

import io.millrace.server.GroupTask.Attempt;
import io.millrace.server.GroupTask.Part;

/** Begins and ends requests for parts of groups. */
final class Attempts {
    private final Object lock;
    private final SampleCounters counters;

    Attempts(Object lock, SampleCounters counters) {
        this.lock = lock;
        this.counters = counters;
    }

    /** Reserves room on a replica. The caller holds the lock. */
    Attempt begin(Part part, Replica replica, boolean hedge) {
        Attempt attempt = new Attempt(part, replica, hedge);
        part.attempts.add(attempt);
        replica.inFlight += part.samples;
        replica.outstandingTokens += part.tokens();
        counters.begin(part.samples);
        return attempt;
    }

    /** Frees the room. The caller holds the lock. */
    void end(Attempt attempt) {
        Part part = attempt.part;
        part.attempts.remove(attempt);
        attempt.replica.inFlight -= part.samples;
        attempt.replica.outstandingTokens -= part.tokens();
        counters.end(part.samples);
    }

    /** Ends a request, whose reply is then dropped. */
    void cancel(Attempt attempt) {
        Http.Sent sent;
        synchronized (lock) {
            attempt.cancelled = true;
            sent = attempt.sent;
        }
        if (sent != null) {
            sent.cancel();
        }
    }
}
