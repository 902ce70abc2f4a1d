package io.millrace.verify.http;

import static java.util.Objects.requireNonNull;

import io.millrace.http.Backoff;
import io.millrace.http.BearerToken;
import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import io.millrace.verify.ResponseText;
import io.millrace.verify.Traffic;
import io.millrace.verify.Verifier;
import io.millrace.verify.http.RequestFailedException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Requests verdicts from a remote server, with retries and a circuit breaker.
 *
 * <pre>
 *   circuit closed   a failed request is retried up to retry.most times, if a retry can help
 *   circuit open     nothing is sent; the caller waits, up to circuit.patience for all replies of a prompt
 *   half open        one request probes; if it fails, it waits with the others, which does not count as a retry
 * </pre>
 *
 * <p>An outage thus does not consume the data: it delays the stream, by at most the patience for each group in
 * verification. Replies without a verdict after that are ungraded, with the reason.
 *
 * <p>The pauses are random only so that many clients do not retry at the same time: no verdict depends on them.
 */
public final class HttpVerifier implements Verifier {
    private final HttpConfig config;
    private final String who;
    private final Protocol protocol;
    private final Exchange exchange;
    private final Circuit circuit;
    private final Backoff backoff;
    private final Time time;
    private final Semaphore slots;
    private final CountDownLatch end = new CountDownLatch(1);
    private final LongAdder sent = new LongAdder();
    private final LongAdder again = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    HttpVerifier(String name, HttpConfig config, UnaryOperator<String> environment, Time time) {
        this.config = requireNonNull(config, "config");
        this.time = requireNonNull(time, "time");
        who = "verifier " + name;
        protocol = new Protocol(name, config.threshold());
        exchange = new Exchange(config, BearerToken.header(config.tokenEnv(), environment));
        circuit = new Circuit(who, config.circuit(), time::nanos);
        backoff = new Backoff(config.retry().first(), config.retry().longest(), new SplittableRandom(time.nanos()));
        slots = new Semaphore(config.requests());
    }

    /**
     * Creates the verifier of a configuration.
     *
     * @param environment returns the value of a variable, null if it is not set
     * @param clock a monotonic clock, in nanoseconds
     * @throws IllegalArgumentException if the token is missing
     */
    public static HttpVerifier of(
            String name, HttpConfig config, UnaryOperator<String> environment, LongSupplier clock) {
        return new HttpVerifier(name, config, environment, Time.of(clock));
    }

    @Override
    public Verdict verify(Prompt prompt, ResponseText reply) {
        return verify(prompt, List.of(reply)).get(0);
    }

    @Override
    public List<Verdict> verify(Prompt prompt, List<ResponseText> replies) {
        int batch = config.batch() == 0 ? replies.size() : config.batch();
        Patience patience = new Patience();
        List<Verdict> verdicts = new ArrayList<>();
        for (int from = 0; from < replies.size(); from += batch) {
            verdicts.addAll(judge(prompt, replies.subList(from, Math.min(replies.size(), from + batch)), patience));
        }
        return verdicts;
    }

    private List<Verdict> judge(Prompt prompt, List<ResponseText> replies, Patience patience) {
        String reason;
        try {
            return requestWithRetries(protocol.request(prompt, replies), replies.size(), patience);
        } catch (RequestFailedException e) {
            reason = e.reason();
        } catch (CancellationException e) {
            reason = "was closed before it answered";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "was interrupted while waiting";
        }
        return Collections.nCopies(replies.size(), Verdict.ungraded("%s: %s".formatted(who, reason)));
    }

    /** Repeats the request until it is answered or a retry cannot help. */
    private List<Verdict> requestWithRetries(byte[] body, int replies, Patience patience)
            throws RequestFailedException, InterruptedException {
        int retries = 0;
        while (true) {
            patience.awaitCircuit();
            try {
                return requestOnce(body, replies);
            } catch (RequestFailedException e) {
                if (e.kind() == Kind.OWN) {
                    throw e;
                }
                if (circuit.closed()) {
                    if (e.kind() == Kind.PERMANENT || retries == config.retry().most()) {
                        throw afterRetries(e, retries);
                    }
                    retries++;
                    pause(backoff.before(retries, e.requestedPause()));
                }
                again.increment();
            }
        }
    }

    private static RequestFailedException afterRetries(RequestFailedException e, int retries) {
        return retries == 0
                ? e
                : new RequestFailedException(e.kind(), "%s (retried %d times)".formatted(e.reason(), retries));
    }

    /** Sends one request, for which the circuit has granted permission. */
    private List<Verdict> requestOnce(byte[] body, int replies) throws RequestFailedException, InterruptedException {
        long start = time.nanos();
        boolean reported = false;
        sent.increment();
        try {
            List<Verdict> verdicts = protocol.verdicts(exchange.post(body), replies);
            circuit.onSuccess();
            reported = true;
            return verdicts;
        } catch (RequestFailedException e) {
            failures.increment();
            if (e.kind() == Kind.OWN) {
                circuit.onSuccess();
            } else {
                circuit.onFailure(e);
            }
            reported = true;
            throw e;
        } finally {
            if (!reported) {
                circuit.release();
            }
            slots.release();
            nanos.add(time.nanos() - start);
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (time.ended(end, wait)) {
            throw new CancellationException();
        }
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public Traffic traffic() {
        return new Traffic(sent.sum(), again.sum(), failures.sum(), nanos.sum() / 1e9, circuit.closed() ? 0 : 1);
    }

    /** Ends waiting requests and requests in flight. */
    @Override
    public void close() {
        end.countDown();
        exchange.close();
    }

    /** The remaining time that the replies to one prompt may wait for an open circuit. */
    private final class Patience {
        private Duration left = config.circuit().patience();

        /** Waits for permission to send a request, and acquires a slot for it. */
        void awaitCircuit() throws RequestFailedException, InterruptedException {
            while (true) {
                slots.acquire();
                if (end.getCount() == 0) {
                    slots.release();
                    throw new CancellationException();
                }
                if (circuit.tryAcquire()) {
                    return;
                }
                slots.release();
                if (left.isZero()) {
                    throw new RequestFailedException(
                            Kind.TRANSIENT,
                            "%s; circuit.patience is %d ms: make sure that %s responds"
                                    .formatted(
                                            circuit.state(),
                                            config.circuit().patience().toMillis(),
                                            config.url()));
                }
                Duration next = circuit.timeUntilNextAttempt();
                Duration wait = next.compareTo(left) < 0 ? next : left;
                left = left.minus(wait);
                pause(wait);
            }
        }
    }
}
