package io.millrace.server;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.config.ServersConfig;
import io.millrace.http.Backoff;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.EngineFailedException;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.random.SplitMix;
import io.millrace.server.GroupTask.Attempt;
import io.millrace.server.GroupTask.Part;
import io.millrace.server.Replica.State;
import io.millrace.server.ServerFault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples groups on the fleet: sends their parts, checks the replies, and repeats failed requests on other replicas.
 *
 * <p>A group ends in exactly one way: with all its responses, with a prompt that the servers reject, or with a failure of the
 * servers. A request that a server rejects is never repeated; one that fails is, while the time of the group lasts. What arrives
 * after a part is done is dropped.
 */
final class Sampler {
    private final Object lock;
    private final Fleet fleet;
    private final ServersConfig config;
    private final Http http;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final Expected expected;
    private final Backoff backoff;
    private final Duration groupLimit;
    private final Consumer<Replica> onOut;
    private final Set<GroupTask> open = new LinkedHashSet<>();

    private long promptTokens;
    private long responses;
    private long responseTokens;
    private long duplicates;
    private long busy;
    private long busySince;
    private int running;
    private long requests;

    /**
     * @param onOut called with a replica that has just been taken out
     * @param groupLimit time after which a group fails
     */
    Sampler(
            Object lock,
            Fleet fleet,
            ServersConfig config,
            Http http,
            ScheduledExecutorService timer,
            LongSupplier nanos,
            Expected expected,
            Duration groupLimit,
            Consumer<Replica> onOut) {
        this.lock = lock;
        this.fleet = fleet;
        this.config = config;
        this.http = http;
        this.timer = timer;
        this.nanos = nanos;
        this.expected = expected;
        this.groupLimit = groupLimit;
        this.onOut = onOut;
        backoff =
                new Backoff(config.retry().first(), config.retry().longest(), new SplittableRandom(nanos.getAsLong()));
    }

    /** Queues a group, which must fit the context. */
    GroupTask submit(SamplingRequest request, int largestPart) {
        GroupTask group = new GroupTask(request, nanos.getAsLong() + groupLimit.toNanos(), largestPart);
        synchronized (lock) {
            if (fleet.closed) {
                group.result.completeExceptionally(closed(request.queryId()));
                return group;
            }
            open.add(group);
            group.parts.forEach(fleet::enqueue);
        }
        Future<?> limit = schedule(
                () -> group.result.completeExceptionally(new PolicyException(
                        "prompt %s: a group must be sampled within policy.timeout (%d ms), was not; %s"
                                .formatted(request.queryId(), groupLimit.toMillis(), situation()))),
                groupLimit);
        group.result.whenComplete((responses, failure) -> {
            limit.cancel(false);
            end(group);
        });
        dispatch();
        return group;
    }

    private String situation() {
        synchronized (lock) {
            String out = fleet.out();
            return out.isEmpty()
                    ? "all servers respond: lower sampling.maxTokens or policy.servers.inFlight, or raise the limit"
                    : out;
        }
    }

    /** Sends what can be sent. */
    void dispatch() {
        List<Attempt> attempts = new ArrayList<>();
        synchronized (lock) {
            if (fleet.closed) {
                return;
            }
            for (Optional<Fleet.Choice> next = fleet.next(); next.isPresent(); next = fleet.next()) {
                Part part = next.get().part();
                part.group.home = next.get().replica();
                attempts.add(acquire(part, next.get().replica(), false));
            }
        }
        attempts.forEach(this::send);
    }

    private Attempt acquire(Part part, Replica replica, boolean hedge) {
        Attempt attempt = new Attempt(part, replica, hedge);
        part.attempts.add(attempt);
        replica.inFlight += part.samples;
        replica.outstandingTokens += part.tokens();
        if (running == 0) {
            busySince = nanos.getAsLong();
        }
        running += part.samples;
        return attempt;
    }

    private void release(Attempt attempt) {
        Part part = attempt.part;
        part.attempts.remove(attempt);
        attempt.replica.inFlight -= part.samples;
        attempt.replica.outstandingTokens -= part.tokens();
        running -= part.samples;
        if (running == 0) {
            busy += nanos.getAsLong() - busySince;
        }
    }

    private void send(Attempt attempt) {
        Part part = attempt.part;
        SampleCall call;
        PolicyVersion at;
        Verified server;
        synchronized (lock) {
            server = attempt.replica.verified();
            at = requireNonNull(attempt.replica.version);
            call = call(part, server);
            requests++;
        }
        Http.Sent sent = http.send(attempt.replica.address, server.dialect().sample(call), limit(part.group, call));
        boolean cancelled;
        synchronized (lock) {
            attempt.sent = sent;
            cancelled = attempt.cancelled;
        }
        if (cancelled) {
            sent.cancel();
        }
        sent.reply().whenComplete((reply, failure) -> {
            if (reply == null) {
                finish(attempt, List.of(), fault(failure));
            } else {
                read(attempt, call, server, at, reply);
            }
        });
        if (!attempt.hedge && !config.hedgeAfter().isZero()) {
            schedule(() -> hedge(attempt), config.hedgeAfter());
        }
    }

    private SampleCall call(Part part, Verified server) {
        SamplingRequest request = part.group.request;
        Sampling asked = request.sampling();
        long context = Math.min(
                expected.contextTokens(), server.identity().contextTokens().orElse(Integer.MAX_VALUE));
        int most = (int) Math.min(
                asked.maxTokens(), Math.max(1, context - request.prompt().size()));
        long base = SplitMix.mix(
                SplitMix.mix(SplitMix.mix(SplitMix.mix(asked.seed()), request.queryId()), request.visit()),
                part.resampled);
        return new SampleCall(
                "millrace-%d".formatted(requests),
                server.identity().model(),
                request.prompt(),
                part.samples,
                (base >>> (Long.SIZE - SampleCall.SEED_BITS)) + request.first() + part.from,
                new Sampling(asked.temperature(), asked.topP(), asked.topK(), most, asked.stopIds(), asked.seed()),
                config.topLogProbs());
    }

    private Duration limit(GroupTask group, SampleCall call) {
        Duration own = config.latency()
                .plus(config.perToken().multipliedBy(call.sampling().maxTokens()));
        Duration left = Duration.ofNanos(Math.max(1, group.deadline - nanos.getAsLong()));
        return own.compareTo(left) < 0 ? own : left;
    }

    private void read(Attempt attempt, SampleCall call, Verified server, PolicyVersion at, JsonNode reply) {
        SamplingRequest request = attempt.part.group.request;
        Map<String, PolicyVersion> labels;
        synchronized (lock) {
            labels = fleet.labels();
        }
        try {
            List<Completion> completions = server.dialect().completions(reply, call);
            Samples.check(completions, call, expected.vocabulary());
            List<Response> sampled = new ArrayList<>();
            for (Completion completion : completions) {
                int sample = request.first() + attempt.part.from + sampled.size();
                sampled.add(Samples.response(completion, sample, request, server, expected.vocabulary(), at, labels));
            }
            finish(attempt, sampled, null);
        } catch (ServerFault e) {
            finish(attempt, List.of(), e);
        } catch (RuntimeException e) {
            finish(
                    attempt,
                    List.of(),
                    new ServerFault(
                            Kind.UNUSABLE, "%s: %s".formatted(server.dialect().name(), e.getMessage())));
        }
    }

    private void finish(Attempt attempt, List<Response> sampled, @Nullable ServerFault fault) {
        Part part = attempt.part;
        GroupTask group = part.group;
        Runnable then = () -> {};
        synchronized (lock) {
            release(attempt);
            boolean dropped = attempt.cancelled || part.done || group.ended;
            if (fault == null) {
                attempt.replica.failuresInARow = 0;
                duplicates += dropped ? 1 : 0;
            } else if (!attempt.cancelled) {
                then = count(attempt.replica, fault);
            }
            if (!dropped) {
                Runnable first = then;
                Runnable second = fault == null ? succeed(attempt, sampled) : fail(attempt, fault);
                then = () -> {
                    first.run();
                    second.run();
                };
            }
        }
        then.run();
        dispatch();
    }

    private Runnable succeed(Attempt attempt, List<Response> sampled) {
        Part part = attempt.part;
        GroupTask group = part.group;
        part.done = true;
        List<Attempt> losers = List.copyOf(part.attempts);
        long tokens = sampled.stream().mapToLong(Response::length).sum();
        attempt.replica.responses += sampled.size();
        attempt.replica.responseTokens += tokens;
        responseTokens += tokens;
        responses += sampled.size();
        boolean whole = group.add(part, sampled);
        if (whole) {
            promptTokens += group.request.prompt().size();
        }
        return () -> {
            losers.forEach(this::cancel);
            if (whole) {
                group.result.complete(group.responses());
            }
        };
    }

    private Runnable fail(Attempt attempt, ServerFault fault) {
        Part part = attempt.part;
        SamplingRequest request = part.group.request;
        String what = "prompt %s: server %s: %s".formatted(request.queryId(), attempt.replica.name, fault.reason());
        if (fault.kind() == Kind.FORBIDDEN) {
            fleet.broken = "server %s: %s: set policy.servers.keyEnv or keyFile to a key that the server accepts"
                    .formatted(attempt.replica.name, fault.reason());
            EngineFailedException failure = new EngineFailedException(fleet.broken);
            return () -> fail(failure);
        }
        if (!part.attempts.isEmpty()) {
            return () -> {}; // Another request for the same samples is in progress.
        }
        if (fault.kind() == Kind.TOO_LONG) {
            int prompt = request.prompt().size();
            int context = attempt.replica.verified().identity().contextTokens().orElse(expected.contextTokens());
            return () -> part.group.result.completeExceptionally(
                    new PromptTooLongException(request.queryId(), prompt, context));
        }
        if (!fault.kind().retryable()) {
            return () -> part.group.result.completeExceptionally(new PolicyException(what));
        }
        boolean available = fleet.anyReady();
        if (available && part.retries >= config.retry().most()) {
            return () -> part.group.result.completeExceptionally(
                    new PolicyException("%s (retried %d times)".formatted(what, part.retries)));
        }
        part.retries += available ? 1 : 0;
        part.resampled += fault.kind() == Kind.UNUSABLE ? 1 : 0;
        part.avoid = attempt.replica;
        Duration pause = backoff.before(Math.max(1, part.retries), fault.requestedPause());
        return () -> schedule(() -> again(part), pause);
    }

    private void again(Part part) {
        synchronized (lock) {
            if (part.done || part.group.ended) {
                return;
            }
            fleet.enqueue(part);
        }
        dispatch();
    }

    /** Counts a fault, and takes the replica out after several. */
    Runnable count(Replica replica, ServerFault fault) {
        replica.count(fault.kind());
        if (!fault.kind().counts()) {
            return () -> {};
        }
        replica.failuresInARow++;
        boolean now = fault.kind() == Kind.STALE
                || replica.failuresInARow >= config.circuit().failures();
        if (replica.state != State.READY || !now) {
            return () -> {};
        }
        replica.state = State.OUT;
        replica.outSince = nanos.getAsLong();
        replica.reason = fault.reason();
        return () -> onOut.accept(replica);
    }

    /** Requests the samples of an attempt a second time, on another replica, if it is still in progress. */
    private void hedge(Attempt first) {
        @Nullable Attempt second;
        synchronized (lock) {
            Part part = first.part;
            if (fleet.closed || part.done || part.group.ended || !part.attempts.equals(List.of(first))) {
                return;
            }
            second = fleet.choose(part, Optional.of(first.replica))
                    .map(other -> acquire(part, other, true))
                    .orElse(null);
        }
        if (second == null) {
            schedule(() -> hedge(first), config.hedgeAfter());
        } else {
            send(second);
        }
    }

    private void cancel(Attempt attempt) {
        Http.Sent sent;
        synchronized (lock) {
            attempt.cancelled = true;
            sent = attempt.sent;
        }
        if (sent != null) {
            sent.cancel();
        }
    }

    /** Ends what is in progress for a group that has its result. */
    private void end(GroupTask group) {
        List<Attempt> attempts = new ArrayList<>();
        synchronized (lock) {
            group.ended = true;
            open.remove(group);
            group.parts.forEach(part -> attempts.addAll(part.attempts));
        }
        attempts.forEach(this::cancel);
    }

    /** Fails all groups. */
    void close() {
        all().forEach(group -> group.result.completeExceptionally(closed(group.request.queryId())));
    }

    /** Fails all groups for the same reason. */
    void fail(PolicyException why) {
        all().forEach(group -> group.result.completeExceptionally(why));
    }

    private List<GroupTask> all() {
        synchronized (lock) {
            fleet.clear();
            return List.copyOf(open);
        }
    }

    static PolicyException closed(String queryId) {
        return new PolicyException("prompt %s: the engine must be open, was closed".formatted(queryId));
    }

    EngineStatistics statistics() {
        synchronized (lock) {
            long now = running == 0 ? 0 : nanos.getAsLong() - busySince;
            return new EngineStatistics(promptTokens, responseTokens, responses, fleet.queued(), running, busy + now);
        }
    }

    private Future<?> schedule(Runnable task, Duration after) {
        try {
            return timer.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null); // The engine is closed and fails its groups.
        }
    }

    private static ServerFault fault(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ServerFault fault) {
            return fault;
        }
        return new ServerFault(
                Kind.BROKEN, cause instanceof CancellationException ? "was cancelled" : String.valueOf(cause));
    }
}
