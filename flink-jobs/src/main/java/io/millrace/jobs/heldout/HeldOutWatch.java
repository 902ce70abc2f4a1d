package io.millrace.jobs.heldout;

import io.millrace.eval.HeldOutResult;
import io.millrace.jobs.console.Causes;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.HeldOutResults;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the newest policy periodically, concurrently with the run and without blocking it. An evaluation that is
 * due while another one runs waits for it.
 */
public final class HeldOutWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldOutWatch.class);

    private final Function<PolicyVersion, HeldOutResult> heldOut;
    private final PolicyStore store;
    private final HeldOutResults results;
    private final Screen screen;
    private final long every;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "held-out");
        made.setDaemon(true);
        return made;
    });
    private Future<?> running = CompletableFuture.completedFuture(null);
    private long due = -1;

    /**
     * @param heldOut evaluates a version
     * @param every optimizer steps between two evaluations; 0 for none
     */
    public HeldOutWatch(
            Function<PolicyVersion, HeldOutResult> heldOut,
            PolicyStore store,
            HeldOutResults results,
            Screen screen,
            long every) {
        this.heldOut = heldOut;
        this.store = store;
        this.results = results;
        this.screen = screen;
        this.every = every;
    }

    /** Starts an evaluation if one is due. */
    public void startIfDue(long step) {
        if (every == 0) {
            return;
        }
        long next = step / every * every + every;
        if (due < 0 || due > next) { // The job started or was restored from a checkpoint.
            due = next;
        }
        if (step >= due && running.isDone()) {
            due = next;
            running = thread.submit(this::measure);
        }
    }

    private void measure() {
        try {
            Optional<PolicyStore.Manifest> newest = store.newestManifest();
            if (newest.isPresent()) {
                HeldOutResult result = heldOut.apply(store.version(newest.get()));
                if (results.add(result, () -> abandoned(newest.get()))) {
                    screen.print(HeldOutResults.line(result));
                }
            }
        } catch (RuntimeException | IOException e) {
            if (!thread.isShutdown()) {
                LOG.warn("held-out: not evaluated", e);
                screen.print("held-out: not evaluated this time: " + Causes.readable(e));
            }
        }
    }

    /** Whether the job has since been restored to a point before the evaluated version. */
    private boolean abandoned(PolicyStore.Manifest measured) {
        return store.newestManifest()
                .filter(now -> !now.incarnation().equals(measured.incarnation()) && now.step() < measured.step())
                .isPresent();
    }

    /** Cancels the running evaluation and waits until the engine is free. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new RunException("held-out: the evaluation did not stop within 1 min");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("held-out: interrupted while the evaluation was being stopped", e);
        }
    }
}
