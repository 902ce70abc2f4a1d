package io.millrace.jobs.serve;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyStore;
import io.millrace.serve.ServedModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the newest version of a run's store into served models whenever there is a new one. */
public final class StoreUpdates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreUpdates.class);

    private final PolicyStore store;
    private final List<ServedModel> models;
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "serve-follow");
        thread.setDaemon(true);
        return thread;
    });
    private long loaded;

    private StoreUpdates(PolicyStore store, List<ServedModel> models, long loaded) {
        this.store = store;
        this.models = List.copyOf(models);
        this.loaded = loaded;
    }

    /**
     * Starts following.
     *
     * @param loaded number of the version that is served now; -1 for none of the store
     * @param poll interval between two reads of the store
     */
    public static StoreUpdates start(PolicyStore store, List<ServedModel> models, long loaded, Duration poll) {
        StoreUpdates updates = new StoreUpdates(store, models, loaded);
        updates.poller.scheduleWithFixedDelay(updates::poll, 0, poll.toNanos(), TimeUnit.NANOSECONDS);
        return updates;
    }

    /** A version may be deleted while it is read; then there is a newer one. */
    private void poll() {
        try {
            Optional<PolicyStore.Manifest> newest = store.newestManifest();
            if (newest.isEmpty() || newest.get().number() == loaded) {
                return;
            }
            PolicyVersion version = store.version(newest.get());
            for (ServedModel model : models) {
                model.update(version.path(), Optional.of(Long.toString(version.number())))
                        .join();
            }
            loaded = version.number();
        } catch (PolicyException | CompletionException e) {
            LOG.warn("serve: the newest version could not be loaded and is tried again: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }
}
