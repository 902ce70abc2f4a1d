package io.millrace.agent;

import io.millrace.model.FinishReason;
import io.millrace.model.PolicyException;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The responses of one group, each with an environment of its own. */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final PolicyEngine engine;
    private final Environments environments;
    private final Observations observations;
    private final Environments.Chosen chosen;
    private final SamplingRequest request;
    private final List<Integer> stops;
    private final long deadline;
    private final AtomicLong turns = new AtomicLong();
    private final Set<CompletableFuture<?>> open = new LinkedHashSet<>();
    private boolean ended;

    Conversation(
            PolicyEngine engine,
            Environments environments,
            Observations observations,
            Environments.Chosen chosen,
            SamplingRequest request) {
        this.engine = engine;
        this.environments = environments;
        this.observations = observations;
        this.chosen = chosen;
        this.request = request;
        stops = observations.stops(request.sampling().stopIds(), chosen.turnEnds());
        deadline = environments.threads().nanos()
                + environments.config().timeLimit().toNanos();
    }

    /** A response with its environment. */
    private record Acting(Episode episode, Environment environment) {}

    /** Number of turns sampled so far. */
    long turns() {
        return turns.get();
    }

    /** Opens the environments and samples the group; cancelling the result cancels everything. */
    CompletableFuture<List<Response>> start() {
        List<CompletableFuture<Acting>> opening = new ArrayList<>();
        for (int i = 0; i < request.samples(); i++) {
            opening.add(open(request.first() + i));
        }
        CompletableFuture<List<Response>> group = all(opening).thenCompose(this::sample);
        CompletableFuture<List<Response>> result = new CompletableFuture<>();
        group.whenComplete((responses, failure) -> {
            if (failure == null) {
                result.complete(responses);
            } else {
                result.completeExceptionally(Failures.cause(failure));
            }
        });
        result.whenComplete((responses, failure) -> {
            cancelOpen();
            opening.forEach(opened -> opened.thenAccept(this::release));
        });
        return result;
    }

    private CompletableFuture<Acting> open(int sample) {
        CompletableFuture<Acting> opened = track(environments.threads().start(() -> begin(sample), this::close));
        return within(opened)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(new PolicyException(
                        "prompt %s: its environment could not be opened: %s"
                                .formatted(request.queryId(), Failures.text(failure)),
                        Failures.cause(failure))));
    }

    private Acting begin(int sample) throws Exception {
        Acting acting = new Acting(
                new Episode(sample, request.context()), chosen.opening().open());
        try {
            String first = acting.environment().start();
            if (!first.isEmpty()) {
                acting.episode().observe(observations.first(first), List.of());
            }
            return acting;
        } catch (Exception e) {
            close(acting);
            throw e;
        }
    }

    /** The first turns are sampled together if they have the same beginning. */
    private CompletableFuture<List<Response>> sample(List<Acting> all) {
        TokenIds beginning = all.get(0).episode().tokens();
        boolean same = all.stream().allMatch(acting -> acting.episode().tokens().equals(beginning));
        if (!same || beginning.size() > 0) {
            return all(all.stream().map(this::next).toList());
        }
        return track(engine.sample(
                        request.with(request.sampling().with(request.sampling().maxTokens(), stops))))
                .thenCompose(firsts -> {
                    List<CompletableFuture<Response>> rest = new ArrayList<>();
                    for (int i = 0; i < all.size(); i++) {
                        rest.add(turn(all.get(i), firsts.get(i)));
                    }
                    return all(rest);
                });
    }

    /** Samples the next turn of a response. */
    private CompletableFuture<Response> next(Acting acting) {
        Episode episode = acting.episode();
        Sampling rest = request.sampling().with(request.sampling().maxTokens() - episode.sampled(), stops);
        return track(engine.sample(request.continued(episode.sample(), episode.tokens(), rest)))
                .thenCompose(sampled -> turn(acting, sampled.get(0)));
    }

    /** The policy has finished a turn. */
    private CompletableFuture<Response> turn(Acting acting, Response part) {
        turns.incrementAndGet();
        Episode episode = acting.episode();
        episode.append(part);
        if (part.finish() != FinishReason.STOP) {
            return CompletableFuture.completedFuture(episode.end(part.finish()));
        }
        Turn turn = new Turn(episode.turns() - 1, observations.text(part.tokens()));
        CompletableFuture<Step> step = within(
                track(environments.threads().start(() -> acting.environment().step(turn))));
        return step.handle((done, failure) -> failure == null
                        ? react(acting, done)
                        : CompletableFuture.completedFuture(episode.fail(Failures.text(failure))))
                .thenCompose(response -> response);
    }

    /** The environment has acted. */
    private CompletableFuture<Response> react(Acting acting, Step step) {
        Episode episode = acting.episode();
        episode.record(step);
        TokenIds observation;
        try {
            observation =
                    step.end() == Step.End.NO ? observations.of(step.observation(), episode.last()) : TokenIds.EMPTY;
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(episode.fail(Failures.text(e)));
        }
        boolean goesOn = step.end() == Step.End.NO && hasRoom(episode, observation);
        if (goesOn || !step.calls().isEmpty()) {
            episode.observe(goesOn ? observation : TokenIds.EMPTY, step.calls());
        }
        if (goesOn) {
            return next(acting);
        }
        return CompletableFuture.completedFuture(
                episode.end(step.end() == Step.End.DONE ? FinishReason.STOP : FinishReason.LENGTH));
    }

    /** Whether another turn of at least one token fits after an observation. */
    private boolean hasRoom(Episode episode, TokenIds observation) {
        int all = request.prompt().size() + episode.tokens().size() + observation.size();
        return episode.turns() < environments.config().maxTurns()
                && episode.sampled() < request.sampling().maxTokens()
                && all < engine.info().contextTokens();
    }

    /** The future, which fails when the time of the group is over. */
    private <T> CompletableFuture<T> within(CompletableFuture<T> future) {
        long left = Math.max(0, deadline - environments.threads().nanos());
        return future.orTimeout(left, TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        Failures.timedOut(failure, environments.config().timeLimit())));
    }

    private synchronized <T> CompletableFuture<T> track(CompletableFuture<T> future) {
        if (ended) {
            future.cancel(true);
            return future;
        }
        open.add(future);
        future.whenComplete((value, failure) -> forget(future));
        return future;
    }

    private synchronized void forget(CompletableFuture<?> future) {
        open.remove(future);
    }

    private void cancelOpen() {
        List<CompletableFuture<?>> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(open);
        }
        left.forEach(future -> future.cancel(true));
    }

    /** Closes an environment in a thread of its own, which is interrupted when that takes too long. */
    private void release(Acting acting) {
        environments
                .threads()
                .start(() -> {
                    close(acting);
                    return acting;
                })
                .orTimeout(environments.config().timeLimit().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void close(Acting acting) {
        try {
            acting.environment().close();
        } catch (RuntimeException e) {
            LOG.warn("prompt {}: an environment could not be closed: {}", request.queryId(), Failures.text(e));
        }
    }

    /** All results in order; fails at once if one of them fails. */
    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        CompletableFuture<List<T>> all = CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
        futures.forEach(future -> future.whenComplete((value, failure) -> {
            if (failure != null) {
                all.completeExceptionally(failure);
            }
        }));
        return all;
    }
}
