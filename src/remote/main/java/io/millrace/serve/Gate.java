package io.millrace.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Holds back new work while it is paused, and tells when the work in progress has ended. Thread-safe. */
final class Gate {
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<CompletableFuture<Void>> drains = new ArrayList<>();
    private boolean paused;
    private int running;

    /** Starts work, now or when resumed. It must be followed by {@link #leave}. */
    void enter(Runnable start) {
        synchronized (this) {
            if (paused) {
                waiting.add(start);
                return;
            }
            running++;
        }
        start.run();
    }

    /** Reports that work has ended. */
    void leave() {
        List<CompletableFuture<Void>> done;
        synchronized (this) {
            running--;
            if (running > 0) {
                return;
            }
            done = List.copyOf(drains);
            drains.clear();
        }
        done.forEach(drain -> drain.complete(null));
    }

    /** Holds back new work; completes once the work in progress has ended. */
    synchronized CompletableFuture<Void> pause() {
        paused = true;
        if (running == 0) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> drain = new CompletableFuture<>();
        drains.add(drain);
        return drain;
    }

    /** Starts the work that was held back. */
    void resume() {
        List<Runnable> starts;
        synchronized (this) {
            paused = false;
            starts = List.copyOf(waiting);
            waiting.clear();
            running += starts.size();
        }
        starts.forEach(Runnable::run);
    }

    synchronized boolean isPaused() {
        return paused;
    }

    /** The number of pieces of work that are held back. */
    synchronized int waiting() {
        return waiting.size();
    }
}
