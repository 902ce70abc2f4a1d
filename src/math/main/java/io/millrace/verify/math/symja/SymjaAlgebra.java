package io.millrace.verify.math.symja;

import static java.util.Objects.requireNonNull;

import io.millrace.verify.math.algebra.AlgebraSystem;
import io.millrace.verify.math.latex.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Symja in a worker process. The first question starts the worker and waits for it; a worker that does not answer in
 * time is killed, and the next one is started in the background. Callers queue for one worker.
 *
 * <p>The outcome of a pair is cached, including a timeout: answers often recur within a group, and one that makes the worker
 * hang should do so only once.
 */
public final class SymjaAlgebra implements AlgebraSystem, AutoCloseable {
    /** The reply of a worker that has found a proof. */
    static final String PROVEN = "proven";

    private static final Logger LOG = LoggerFactory.getLogger(SymjaAlgebra.class);
    private static final int REMEMBERED = 1_000;
    private static final int MAX_FAILED_STARTS = 3;

    private final List<String> command;
    private final WorkerTimeouts patience;
    private final Semaphore places;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Outcomes outcomes = new Outcomes();
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private @Nullable CompletableFuture<Worker> worker;
    private int failedStarts;
    private boolean closed;

    /** @param command the command that starts a worker */
    public SymjaAlgebra(List<String> command, WorkerTimeouts patience) {
        this.command = List.copyOf(command);
        this.patience = requireNonNull(patience, "patience");
        this.places = new Semaphore(1 + patience.waiting());
    }

    /**
     * Starts the worker, if there is none, and waits until it is ready.
     *
     * @throws IllegalStateException if it cannot be started
     */
    public void open() {
        turn.lock();
        try {
            starting().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("algebra system: " + reason(e), e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean proves(Expr left, Expr right) {
        Optional<String> question = SymjaSyntax.pair(left, right);
        return question.isPresent() && proves(question.get());
    }

    private boolean proves(String question) {
        if (!places.tryAcquire()) {
            outcomes.count(Outcome.SKIPPED, "others wait for it");
            return false;
        }
        turn.lock();
        try {
            Boolean before = known.get(question);
            return before == null ? ask(question) : before;
        } finally {
            turn.unlock();
            places.release();
        }
    }

    private boolean ask(String question) {
        Optional<Worker> ready = ready();
        if (ready.isEmpty()) {
            return false;
        }
        try {
            boolean proven = ready.get().ask(question, patience.question()).equals(PROVEN);
            outcomes.count(proven ? Outcome.PROVEN : Outcome.OPEN, question);
            known.put(question, proven);
            return proven;
        } catch (TimeoutException e) {
            outcomes.count(Outcome.KILLED, question);
        } catch (WorkerException e) {
            outcomes.count(Outcome.FAILED, e.getMessage() + ", asked " + question);
        }
        if (!Thread.currentThread().isInterrupted()) {
            known.put(question, false);
        }
        replace(ready.get());
        return false;
    }

    /** The worker; waits for the first one, but not for later ones. */
    private Optional<Worker> ready() {
        boolean first = worker == null;
        if (closed || failedStarts >= MAX_FAILED_STARTS || !first && !starting().isDone()) {
            outcomes.count(Outcome.SKIPPED, "there is no worker");
            return Optional.empty();
        }
        try {
            Worker ready = starting().join();
            failedStarts = 0;
            return Optional.of(ready);
        } catch (CompletionException e) {
            failedStarts++;
            worker = null;
            outcomes.count(Outcome.FAILED, reason(e));
            if (failedStarts == MAX_FAILED_STARTS) {
                LOG.error("algebra system: disabled after {} consecutive failed starts: {}", failedStarts, reason(e));
            }
            return Optional.empty();
        }
    }

    private CompletableFuture<Worker> starting() {
        CompletableFuture<Worker> current = worker;
        if (current == null) {
            CompletableFuture<Worker> first = new CompletableFuture<>();
            current = first;
            worker = first;
            inBackground(() -> start(first));
        }
        return current;
    }

    private void start(CompletableFuture<Worker> starting) {
        try {
            starting.complete(Worker.start(command, patience.start()));
        } catch (WorkerException e) {
            starting.completeExceptionally(e);
        }
    }

    /** The old worker ends before the next one starts, so that two never occupy memory at the same time. */
    private void replace(Worker useless) {
        CompletableFuture<Worker> next = new CompletableFuture<>();
        worker = next;
        inBackground(() -> {
            useless.close();
            start(next);
        });
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "symja-worker");
        thread.setDaemon(true);
        thread.start();
    }

    private static String reason(CompletionException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    /** The number of questions by outcome. Cached pairs are not asked again. */
    public Map<Outcome, Long> outcomes() {
        return outcomes.counts();
    }

    /** Kills the worker; questions are skipped afterwards. */
    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            if (worker != null) {
                worker.thenAccept(Worker::close).exceptionally(failed -> null).join();
            }
        } finally {
            turn.unlock();
        }
    }
}
