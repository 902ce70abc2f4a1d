package io.millrace.server;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.EngineFailedException;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.SamplingRequest;
import io.millrace.server.GroupTask.Attempt;
import io.millrace.server.GroupTask.Part;
import io.millrace.server.ServerFault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
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
    private final ServerThreads threads;
    private final LongSupplier nanos;
    private final SampleCalls calls;
    private final SampleCounters counters;
    private final Attempts attempts;
    private final Retries retries;
    private final Outages outages;
    private final Duration groupLimit;
    private final Set<GroupTask> open = new LinkedHashSet<>();

    private long requests;

    /**
     * @param groupLimit time after which a group fails
     * @param outages takes replicas out that fail
     */
    Sampler(
            Object lock,
            Fleet fleet,
            ServersConfig config,
            Http http,
            ServerThreads threads,
            LongSupplier nanos,
            PolicyTraits policy,
            Duration groupLimit,
            Outages outages) {
        this.lock = lock;
        this.fleet = fleet;
        this.config = config;
        this.http = http;
        this.threads = threads;
        this.nanos = nanos;
        calls = new SampleCalls(config, policy);
        counters = new SampleCounters(nanos);
        attempts = new Attempts(lock, counters);
        this.groupLimit = groupLimit;
        this.outages = outages;
        retries = new Retries(config.retry(), fleet, policy, nanos.getAsLong());
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
        Future<?> limit = threads.later(() -> timeOut(group), groupLimit);
        group.result.whenComplete((responses, failure) -> {
            limit.cancel(false);
            end(group);
        });
        dispatch();
        return group;
    }

    private void timeOut(GroupTask group) {
        String situation;
        synchronized (lock) {
            situation = fleet.situation();
        }
        group.result.completeExceptionally(
                new PolicyException("prompt %s: was not sampled within policy.timeout (%d ms); %s"
                        .formatted(group.request.queryId(), groupLimit.toMillis(), situation)));
    }

    /** Sends what can be sent. */
    void dispatch() {
        List<Attempt> started = new ArrayList<>();
        synchronized (lock) {
            if (fleet.closed) {
                return;
            }
            for (Optional<Fleet.Choice> next = fleet.next(); next.isPresent(); next = fleet.next()) {
                Part part = next.get().part();
                part.group.home = next.get().replica();
                started.add(attempts.begin(part, next.get().replica(), false));
            }
        }
        started.forEach(this::send);
    }

    private void send(Attempt attempt) {
        Part part = attempt.part;
        SampleCall call;
        PolicyVersion at;
        ServerTraits server;
        synchronized (lock) {
            server = attempt.replica.traits();
            at = requireNonNull(attempt.replica.version);
            call = calls.of(part, server, requests++);
        }
        Http.Sent sent = http.send(
                attempt.replica.address,
                server.dialect().sample(call),
                calls.limit(call, part.group.left(nanos.getAsLong())));
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
                finish(attempt, List.of(), ServerFault.of(failure));
            } else {
                read(attempt, call, server, at, reply);
            }
        });
        if (!attempt.hedge && !config.hedgeAfter().isZero()) {
            threads.later(() -> hedge(attempt), config.hedgeAfter());
        }
    }

    private void read(Attempt attempt, SampleCall call, ServerTraits server, PolicyVersion at, JsonNode reply) {
        Map<String, PolicyVersion> labels;
        synchronized (lock) {
            labels = fleet.labels();
        }
        try {
            finish(attempt, calls.read(attempt.part, call, server, at, labels, reply), null);
        } catch (ServerFault e) {
            finish(attempt, List.of(), e);
        }
    }

    private void finish(Attempt attempt, List<Response> sampled, @Nullable ServerFault fault) {
        Part part = attempt.part;
        GroupTask group = part.group;
        Runnable then = () -> {};
        synchronized (lock) {
            attempts.end(attempt);
            boolean dropped = attempt.cancelled || part.done || group.ended;
            if (fault == null) {
                attempt.replica.failuresInARow = 0;
            } else if (!attempt.cancelled) {
                then = outages.count(attempt.replica, fault);
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
        counters.sampled(sampled, attempt.replica);
        boolean whole = group.add(part, sampled);
        if (whole) {
            counters.finished(group.request);
        }
        return () -> {
            losers.forEach(attempts::cancel);
            if (whole) {
                group.result.complete(group.responses());
            }
        };
    }

    private Runnable fail(Attempt attempt, ServerFault fault) {
        Part part = attempt.part;
        if (fault.kind() == Kind.FORBIDDEN) {
            fleet.broken = "server %s: %s".formatted(attempt.replica.name, fault.explained());
            EngineFailedException failure = new EngineFailedException(fleet.broken);
            return () -> fail(failure);
        }
        if (!part.attempts.isEmpty()) {
            return () -> {}; // Another request for the same samples is in progress.
        }
        Optional<PolicyException> end = retries.end(part, attempt.replica, fault);
        if (end.isPresent()) {
            return () -> part.group.result.completeExceptionally(end.get());
        }
        Duration pause = retries.next(part, attempt.replica, fault);
        return () -> threads.later(() -> again(part), pause);
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

    /** Requests the samples of an attempt a second time, on another replica, if it is still in progress. */
    private void hedge(Attempt first) {
        @Nullable Attempt second;
        synchronized (lock) {
            Part part = first.part;
            if (fleet.closed || part.done || part.group.ended || !part.attempts.equals(List.of(first))) {
                return;
            }
            second = fleet.choose(part, Optional.of(first.replica))
                    .map(other -> attempts.begin(part, other, true))
                    .orElse(null);
        }
        if (second == null) {
            threads.later(() -> hedge(first), config.hedgeAfter());
        } else {
            send(second);
        }
    }

    /** Ends what is in progress for a group that has its result. */
    private void end(GroupTask group) {
        List<Attempt> running = new ArrayList<>();
        synchronized (lock) {
            group.ended = true;
            open.remove(group);
            group.parts.forEach(part -> running.addAll(part.attempts));
        }
        running.forEach(attempts::cancel);
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
        return new PolicyException("prompt %s: the engine is closed".formatted(queryId));
    }

    EngineStatistics statistics() {
        synchronized (lock) {
            return counters.statistics(fleet.queued());
        }
    }
}
