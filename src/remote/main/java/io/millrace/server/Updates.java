package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.server.Replica.State;
import io.millrace.server.ServerFault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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
    private final Http http;
    private final Canary canary;
    private final Probe probe;
    private final boolean updates;
    private final ScheduledExecutorService timer;
    private final ExecutorService tasks;
    private final LongSupplier nanos;
    private final Runnable dispatch;
    private final Object loading = new Object();

    /**
     * @param updates whether the weights of such servers can be replaced
     * @param tasks runs updates and tests, which wait for replies
     * @param dispatch called when a replica can sample again
     */
    Updates(
            Object lock,
            Fleet fleet,
            ServersConfig config,
            Http http,
            Canary canary,
            Probe probe,
            boolean updates,
            ScheduledExecutorService timer,
            ExecutorService tasks,
            LongSupplier nanos,
            Runnable dispatch) {
        this.lock = lock;
        this.fleet = fleet;
        this.config = config;
        this.http = http;
        this.canary = canary;
        this.probe = probe;
        this.updates = updates;
        this.timer = timer;
        this.tasks = tasks;
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
                    running.add(CompletableFuture.supplyAsync(() -> update(replica), tasks));
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
                update(replica, version);
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

    private void update(Replica replica, PolicyVersion version) throws ServerFault, InterruptedException {
        Dialect dialect = replica.verified().dialect();
        String label = Fleet.label(version);
        long end = nanos.getAsLong() + config.weights().timeout().toNanos();
        String folder = version.path().toAbsolutePath().normalize().toString();
        for (UpdateStep step : dialect.update(folder, label)) {
            JsonNode reply = call(replica, step.call(), version, dialect, end);
            Optional<String> refusal = step.refusal().apply(reply);
            if (refusal.isPresent()) {
                throw new ServerFault(
                        Kind.FAILED,
                        "update to version %d: %s: %s"
                                .formatted(version.number(), step.call().path(), refusal.get()));
            }
        }
        if (dialect.labelCall().isPresent()) {
            JsonNode reply = call(replica, dialect.labelCall().get(), version, dialect, end);
            if (!dialect.label(reply).equals(label)) {
                throw new ServerFault(
                        Kind.STALE,
                        "weights must be labelled %s after the update, were '%s'"
                                .formatted(label, dialect.label(reply)));
            }
        }
        probe.test(replica.address, replica.verified(), version);
    }

    private JsonNode call(Replica replica, Call call, PolicyVersion version, Dialect dialect, long end)
            throws ServerFault, InterruptedException {
        try {
            return http.get(replica.address, call, Duration.ofNanos(Math.max(1, end - nanos.getAsLong())));
        } catch (ServerFault e) {
            String option = e.kind() == Kind.REJECTED || e.kind() == Kind.FORBIDDEN
                    ? "; if it cannot take new weights: " + dialect.updateOption()
                    : "";
            throw new ServerFault(
                    e.kind(),
                    "update to version %d: %s: %s%s".formatted(version.number(), call.path(), e.reason(), option));
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
        try {
            timer.schedule(
                    () -> tasks.execute(() -> recover(replica)),
                    config.circuit().pause().toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The engine is closed.
        }
    }

    /** Uses a new replica as soon as it has passed the tests of the start and has the current weights. */
    void join(Replica replica) {
        synchronized (lock) {
            replica.recovering = true;
            replica.outSince = nanos.getAsLong();
        }
        tasks.execute(() -> recover(replica));
    }

    private void recover(Replica replica) {
        synchronized (lock) {
            if (replica.state == State.LEFT || fleet.closed) {
                return;
            }
        }
        String reason;
        try {
            Verified verified = canary.test(replica.name, replica.address);
            synchronized (lock) {
                replica.verified = verified;
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

    /** Checks that replicas still have their weights: one that was restarted has others. */
    void check(Sampler sampler) {
        List<Replica> ready;
        synchronized (lock) {
            ready = fleet.replicas.stream()
                    .filter(replica -> replica.state == State.READY)
                    .toList();
        }
        for (Replica replica : ready) {
            Dialect dialect;
            PolicyVersion version;
            synchronized (lock) {
                if (replica.version == null) {
                    continue;
                }
                dialect = replica.verified().dialect();
                version = replica.version;
            }
            Call call = dialect.labelCall().orElseGet(dialect::health);
            boolean labelled = dialect.labelCall().isPresent();
            http.send(replica.address, call, config.latency()).reply().whenComplete((reply, failure) -> {
                ServerFault fault = failure instanceof ServerFault known ? known : null;
                if (reply != null && labelled && !dialect.label(reply).equals(Fleet.label(version))) {
                    fault = new ServerFault(
                            Kind.STALE,
                            "weights must be labelled %s, were '%s': the server was restarted, or another program updated it"
                                    .formatted(Fleet.label(version), dialect.label(reply)));
                }
                if (fault != null) {
                    report(sampler, replica, version, fault);
                }
            });
        }
    }

    private void report(Sampler sampler, Replica replica, PolicyVersion version, ServerFault fault) {
        Runnable then = () -> {};
        synchronized (lock) {
            if (replica.state == State.READY && version.equals(replica.version)) {
                then = sampler.count(replica, fault);
            }
        }
        then.run();
    }
}
