package io.millrace.server;

import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.server.Replica.State;
import io.millrace.server.ServerFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives replicas the weights of new versions, in waves, and brings back those that are out.
 *
 * <p>A replica whose update fails stays out. It comes back once it passes the tests of the start and has the current weights: also
 * one that was restarted in between with the weights that it was started with.
 */
final class Updates {
    private static final Logger LOG = LoggerFactory.getLogger(Updates.class);
    private static final long POLL_MILLIS = 20;

    private final Object lock;
    private final Fleet fleet;
    private final ServersConfig config;
    private final Canary canary;
    private final FixedWeights weights;
    private final WeightUpdate update;
    private final boolean updates;
    private final ServerThreads threads;
    private final LongSupplier nanos;
    private final Runnable dispatch;
    private final Object loading = new Object();

    /**
     * @param updates whether the weights of such servers can be replaced
     * @param dispatch called when a replica can sample again
     */
    Updates(
            Object lock,
            Fleet fleet,
            ServersConfig config,
            Http http,
            Canary canary,
            FixedWeights weights,
            Probe probe,
            boolean updates,
            ServerThreads threads,
            LongSupplier nanos,
            Runnable dispatch) {
        this.lock = lock;
        this.fleet = fleet;
        this.config = config;
        this.canary = canary;
        this.weights = weights;
        this.updates = updates;
        this.threads = threads;
        update = new WeightUpdate(http, probe, config.weights().timeout(), nanos);
        this.nanos = nanos;
        this.dispatch = dispatch;
    }

    /**
     * Makes a version's weights those of all replicas that work.
     *
     * @throws PolicyException if no replica has them within the time limit, or all refuse them
     */
    void load(PolicyVersion version) {
        synchronized (loading) {
            synchronized (lock) {
                fleet.aim(version);
            }
            List<Replica> ready = idle();
            int wave = Math.max(1, (int) (config.weights().share() * fleet.replicas.size()));
            boolean refused = !ready.isEmpty();
            for (int from = 0; from < ready.size(); from += wave) {
                List<CompletableFuture<Boolean>> running = new ArrayList<>();
                for (Replica replica : ready.subList(from, Math.min(ready.size(), from + wave))) {
                    running.add(CompletableFuture.supplyAsync(() -> update(replica), threads.tasks()));
                }
                for (CompletableFuture<Boolean> one : running) {
                    refused &= join(one);
                }
            }
            await(version, refused);
        }
    }

    private static boolean join(CompletableFuture<Boolean> update) {
        try {
            return update.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private List<Replica> idle() {
        synchronized (lock) {
            return fleet.replicas.stream()
                    .filter(replica -> replica.state == State.READY || replica.state == State.TESTED)
                    .toList();
        }
    }

    /** Waits for the first replica with a version. */
    private void await(PolicyVersion version, boolean refused) {
        long end = nanos.getAsLong() + config.weights().timeout().toNanos();
        while (true) {
            String out;
            synchronized (lock) {
                boolean has = fleet.replicas.stream()
                        .anyMatch(replica -> replica.state == State.READY && version.equals(replica.version));
                if (has) {
                    return;
                }
                out = fleet.out();
                if (fleet.closed || refused || nanos.getAsLong() - end >= 0) {
                    throw new PolicyException(
                            "version %d: no server has its weights: %s".formatted(version.number(), out));
                }
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PolicyException("version %d: was interrupted; %s".formatted(version.number(), out), e);
            }
        }
    }

    /**
     * Gives a replica the current version.
     *
     * @return whether the server refused the weights, so that another attempt would fail as well
     */
    private boolean update(Replica replica) {
        synchronized (lock) {
            if (replica.state != State.READY && replica.state != State.TESTED) {
                return false; // It was taken out in the meantime.
            }
            replica.state = State.UPDATING;
        }
        try {
            bringToTarget(replica);
            dispatch.run();
            return false;
        } catch (ServerFault e) {
            takeOut(replica, e);
            return e.kind() == Kind.REJECTED || e.kind() == Kind.FORBIDDEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            takeOut(replica, new ServerFault(Kind.BROKEN, "was interrupted"));
            return false;
        } catch (RuntimeException e) {
            takeOut(replica, new ServerFault(Kind.BROKEN, String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void takeOut(Replica replica, ServerFault fault) {
        synchronized (lock) {
            if (replica.state == State.LEFT) {
                return;
            }
            replica.count(fault.kind());
            replica.state = State.OUT;
            replica.outSince = nanos.getAsLong();
            replica.reason = fault.reason();
        }
        recoverLater(replica);
    }

    /** Updates a replica until it has the version that is current at the end, and makes it ready. */
    private void bringToTarget(Replica replica) throws ServerFault, InterruptedException {
        while (true) {
            PolicyVersion version;
            synchronized (lock) {
                version = fleet.target;
                if (replica.state == State.LEFT) {
                    return;
                }
                if (version == null) {
                    replica.state = State.TESTED;
                    return;
                }
            }
            if (updates) {
                update.run(replica, version);
            }
            synchronized (lock) {
                if (replica.state == State.LEFT) {
                    return;
                }
                if (version.equals(fleet.target)) {
                    replica.version = version;
                    replica.state = State.READY;
                    replica.failuresInARow = 0;
                    return;
                }
            }
        }
    }

    /** Tests a replica that is out after a pause, and brings it back if it passes. */
    void recoverLater(Replica replica) {
        synchronized (lock) {
            if (replica.recovering || fleet.closed) {
                return;
            }
            replica.recovering = true;
            LOG.warn(
                    "server {}: is out, {}; it is tested again every {} ms",
                    replica.name,
                    replica.reason,
                    config.circuit().pause().toMillis());
        }
        schedule(replica);
    }

    private void schedule(Replica replica) {
        threads.later(
                () -> threads.tasks().execute(() -> recover(replica)),
                config.circuit().pause());
    }

    /** Uses a new replica as soon as it has passed the tests of the start and has the current weights. */
    void join(Replica replica) {
        synchronized (lock) {
            replica.recovering = true;
            replica.outSince = nanos.getAsLong();
        }
        threads.tasks().execute(() -> recover(replica));
    }

    private void recover(Replica replica) {
        synchronized (lock) {
            if (replica.state == State.LEFT || fleet.closed) {
                return;
            }
        }
        String reason;
        try {
            ServerTraits traits = canary.test(replica.name, replica.address);
            weights.test(replica.address, traits);
            synchronized (lock) {
                replica.traits = traits;
            }
            bringToTarget(replica);
            long seconds;
            synchronized (lock) {
                replica.recovering = false;
                seconds = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - replica.outSince);
            }
            LOG.info("server {}: is back after {} s", replica.name, seconds);
            dispatch.run();
            return;
        } catch (ServerFault e) {
            reason = e.reason();
        } catch (RefusedException e) {
            reason = e.reason();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            reason = String.valueOf(e.getMessage());
        }
        synchronized (lock) {
            if (fleet.closed || replica.state == State.LEFT) {
                return;
            }
            if (!reason.equals(replica.reason)) {
                LOG.warn("server {}: is still out, {}", replica.name, reason);
            }
            replica.state = State.OUT;
            replica.reason = reason;
        }
        schedule(replica);
    }
}
