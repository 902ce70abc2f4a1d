package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the newest version in a store and lets visits start as soon as the staleness bound permits.
 *
 * <p>Polls instead of being notified: a thread reads the store, hands over new versions, and completes the visits that waited for
 * them. If no new version appears while visits wait, {@link StallLimit} determines what happens.
 */
public final class PolicyFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFollower.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final PolicyStore store;
    private final Predicate<String> incarnation;
    private final Consumer<PolicyVersion> adopt;
    private final StalenessPacing pacing;
    private final StallLimit stall;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService poller;
    private final List<Waiting> waiting = new ArrayList<>();

    private @Nullable PolicyVersion newest;
    private @Nullable RuntimeException failure;
    private long progressNanos;

    private record Waiting(String split, long ordinal, CompletableFuture<PolicyVersion> start) {}

    /**
     * Starts following.
     *
     * @param store store to follow
     * @param incarnation accepts the incarnations (job attempts) whose versions are used
     * @param adopt receives each new version before visits start on it; an exception from it stops the follower
     * @param pacing decides when a visit may start
     * @param poll interval between two reads of the store
     * @param stall what happens when visits wait and no new version appears
     * @param nanoTime clock for the time limits, in nanoseconds
     */
    public PolicyFollower(
            PolicyStore store,
            Predicate<String> incarnation,
            Consumer<PolicyVersion> adopt,
            StalenessPacing pacing,
            Duration poll,
            StallLimit stall,
            LongSupplier nanoTime) {
        this.store = requireNonNull(store, "store");
        this.incarnation = requireNonNull(incarnation, "incarnation");
        this.adopt = requireNonNull(adopt, "adopt");
        this.pacing = requireNonNull(pacing, "pacing");
        this.stall = requireNonNull(stall, "stall");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        progressNanos = nanoTime.getAsLong();
        this.poller = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "policy-follower");
            thread.setDaemon(true);
            return thread;
        });
        poller.scheduleWithFixedDelay(this::poll, 0, poll.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits asynchronously until a visit may be sampled.
     *
     * @return a future that completes with the version in use at that time, or exceptionally with {@link PolicyException} if the
     *     store fails or stalls
     */
    public CompletableFuture<PolicyVersion> whenMayStart(String split, long ordinal) {
        CompletableFuture<PolicyVersion> start = new CompletableFuture<>();
        PolicyVersion now;
        synchronized (this) {
            now = newest;
            if (failure != null) {
                start.completeExceptionally(failure);
                return start;
            }
            if (now == null || !pacing.mayStart(split, ordinal, now)) {
                if (waiting.isEmpty()) {
                    progressNanos = nanoTime.getAsLong();
                }
                waiting.add(new Waiting(split, ordinal, start));
                return start;
            }
        }
        start.complete(now);
        return start;
    }

    /** Number of visits that wait for a newer version. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /**
     * Stops following; no versions are handed over after this method returns. Waiting visits are not completed: the caller no
     * longer needs them.
     */
    @Override
    public void close() {
        poller.shutdownNow();
        awaitPoller();
        synchronized (this) {
            waiting.clear();
        }
    }

    private void awaitPoller() {
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                poller.awaitTermination(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
                over = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            store.newest(incarnation).ifPresentOrElse(this::adopt, this::checkStall);
        } catch (RuntimeException e) {
            fail(e);
            poller.shutdownNow();
        }
    }

    private void adopt(PolicyVersion found) {
        PolicyVersion current = current();
        if (current != null && found.number() <= current.number()) {
            checkStall();
            return;
        }
        try {
            adopt.accept(found);
        } catch (PolicyException e) {
            if (store.newest(incarnation).orElse(found).number() > found.number()) {
                return; // Retention deleted it while it was being read; the next read finds a newer one.
            }
            throw e;
        }
        for (Waiting visit : switchTo(found)) {
            visit.start().complete(found);
        }
    }

    private synchronized @Nullable PolicyVersion current() {
        return newest;
    }

    private synchronized List<Waiting> switchTo(PolicyVersion found) {
        newest = found;
        progressNanos = nanoTime.getAsLong();
        List<Waiting> free = waiting.stream()
                .filter(w -> pacing.mayStart(w.split(), w.ordinal(), found))
                .toList();
        waiting.removeAll(free);
        return free;
    }

    private void checkStall() {
        PolicyVersion stuck;
        synchronized (this) {
            if (waiting.isEmpty()
                    || nanoTime.getAsLong() - progressNanos < stall.time().toNanos()) {
                return;
            }
            stuck = newest;
            progressNanos = nanoTime.getAsLong();
        }
        String what = "policy store: no new version appeared within %d s while visits waited, the newest is %s:"
                .formatted(stall.time().toSeconds(), stuck == null ? "none" : "version " + stuck.number());
        if (stall.fails()) {
            throw new PolicyException(what + " find out what blocks the learner, or raise stream.stallTimeout");
        }
        LOG.warn("{} waiting for the learner, which is a separate job", what);
    }

    private void fail(RuntimeException cause) {
        List<Waiting> all;
        synchronized (this) {
            failure = cause;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(w -> w.start().completeExceptionally(cause));
    }
}
