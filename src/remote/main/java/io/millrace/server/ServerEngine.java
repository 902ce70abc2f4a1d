package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.EngineFailedException;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.ServerStatistics;
import io.millrace.server.Replica.State;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that samples on inference servers.
 *
 * <pre>
 *   sample   {@link Sampler}: each group to one replica, retries, time limits
 *   load     {@link Updates}: new weights in waves, replicas that are out
 *   open     {@link Canary}: what each server is and whether it fits
 * </pre>
 *
 * <p>All state is guarded by one lock, which no thread holds while it waits.
 */
public final class ServerEngine implements PolicyEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ServerEngine.class);
    private static final int WORKERS = 2;
    private static final long IDLE_SECONDS = 5;

    private final String name;
    private final EngineCapabilities capabilities;
    private final Expected expected;
    private final PolicyVersion initial;
    private final Optional<Reference> reference;
    private final int contextTokens;
    private final int largestPart;
    private final Object lock = new Object();
    private final Fleet fleet;
    private final Sampler sampler;
    private final Updates updates;
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService workers;
    private final ExecutorService tasks;
    private boolean begun;

    /**
     * What an engine needs besides its servers' configuration.
     *
     * @param name name of its kind
     * @param capabilities capabilities of its kind
     * @param forms the dialects that such servers may speak, in order of preference
     * @param expected what the servers must agree with
     * @param initial the version that is sampled with until another is loaded
     * @param timeout maximum time for one group
     */
    record Setting(
            String name,
            EngineCapabilities capabilities,
            List<Dialect> forms,
            Expected expected,
            PolicyVersion initial,
            Duration timeout) {
        Setting {
            requireNonNull(name, "name");
            forms = List.copyOf(forms);
        }
    }

    private ServerEngine(
            Setting setting,
            ServersConfig config,
            Optional<String> authorization,
            Optional<Reference> reference,
            LongSupplier nanos,
            Addresses.Resolver resolver) {
        name = setting.name();
        capabilities = setting.capabilities();
        expected = setting.expected();
        initial = setting.initial();
        this.reference = reference;
        timer = new ScheduledThreadPoolExecutor(1, threads("millrace-servers-timer"));
        timer.setRemoveOnCancelPolicy(true);
        workers = workers();
        tasks = Executors.newCachedThreadPool(threads("millrace-servers-update"));
        Http http = new Http(authorization, timer, workers);
        Canary canary = new Canary(http, setting.forms(), expected, config.latency());
        fleet = new Fleet(addresses(config, resolver).stream().map(Replica::new).toList(), config);
        Updates[] own = new Updates[1];
        sampler = new Sampler(
                lock,
                fleet,
                config,
                http,
                timer,
                nanos,
                expected,
                setting.timeout(),
                replica -> own[0].recoverLater(replica));
        Probe probe = new Probe(http, expected, reference, config.weights().tolerance(), config.latency());
        updates = new Updates(
                lock,
                fleet,
                config,
                http,
                canary,
                probe,
                capabilities.learns(),
                timer,
                tasks,
                nanos,
                sampler::dispatch);
        own[0] = updates;
        try {
            testAll(canary);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        contextTokens = context(config);
        largestPart = setting.forms().get(0).samplesPerCall();
        long period = config.circuit().check().toNanos();
        long resolve = config.resolve().toNanos();
        if (resolve > 0) {
            timer.scheduleWithFixedDelay(
                    () -> tasks.execute(() -> resolve(config, resolver)), resolve, resolve, TimeUnit.NANOSECONDS);
        }
        timer.scheduleWithFixedDelay(() -> updates.check(sampler), period, period, TimeUnit.NANOSECONDS);
    }

    /**
     * Tests the servers and opens an engine over those that respond.
     *
     * @param authorization value of the Authorization header; empty for none
     * @param reference the policy, with which updated servers are compared; closed with the engine
     * @param nanos a monotonic clock, in nanoseconds
     * @throws PolicyException if a server does not fit the policy, or none responds
     */
    static ServerEngine open(
            Setting setting,
            ServersConfig config,
            Optional<String> authorization,
            Optional<Reference> reference,
            LongSupplier nanos) {
        return open(setting, config, authorization, reference, nanos, host -> List.of(InetAddress.getAllByName(host)));
    }

    /** Opens an engine that resolves host names in its own way. */
    static ServerEngine open(
            Setting setting,
            ServersConfig config,
            Optional<String> authorization,
            Optional<Reference> reference,
            LongSupplier nanos,
            Addresses.Resolver resolver) {
        return new ServerEngine(setting, config, authorization, reference, nanos, resolver);
    }

    /** Never shut down, since the HTTP client's last tasks would be rejected with stack traces; idle threads end. */
    private static ExecutorService workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("millrace-servers"));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static List<URI> addresses(ServersConfig config, Addresses.Resolver resolver) {
        if (config.resolve().isZero()) {
            return config.urls().stream().map(URI::create).toList();
        }
        try {
            return Addresses.of(config.urls(), resolver);
        } catch (UnknownHostException e) {
            throw new PolicyException(
                    "policy.servers.urls: must have hosts with an address, has none: " + e.getMessage(), e);
        }
    }

    /** Lets servers join and leave with the addresses of their host names. */
    private void resolve(ServersConfig config, Addresses.Resolver resolver) {
        List<URI> now;
        try {
            now = Addresses.of(config.urls(), resolver);
        } catch (UnknownHostException e) {
            LOG.warn("policy.servers.urls: {} has no address now, the servers stay as they are", e.getMessage());
            return;
        }
        List<Replica> joined = new ArrayList<>();
        synchronized (lock) {
            for (Replica replica : fleet.replicas) {
                if (!now.contains(replica.address)) {
                    replica.state = State.LEFT;
                    fleet.replicas.remove(replica);
                    LOG.info("server {}: left the fleet", replica.name);
                }
            }
            for (URI address : now) {
                if (fleet.replicas.stream().noneMatch(replica -> replica.address.equals(address))) {
                    joined.add(new Replica(address));
                }
            }
            fleet.replicas.addAll(joined);
        }
        for (Replica replica : joined) {
            LOG.info("server {}: joins the fleet", replica.name);
            updates.join(replica);
        }
    }

    /** Tests all replicas at once. One that does not fit is a mistake; one that does not respond may come back. */
    private void testAll(Canary canary) {
        List<CompletableFuture<Optional<String>>> tests = fleet.replicas.stream()
                .map(replica -> CompletableFuture.supplyAsync(() -> test(canary, replica), tasks))
                .toList();
        List<String> refused = new ArrayList<>();
        try {
            tests.forEach(test -> test.join().ifPresent(refused::add));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        if (!refused.isEmpty()) {
            throw new PolicyException("policy.servers: " + String.join("; ", refused));
        }
        synchronized (lock) {
            if (fleet.replicas.stream().allMatch(replica -> replica.state == State.OUT)) {
                throw new PolicyException("policy.servers: at least one server must respond, none did: " + fleet.out());
            }
        }
        fleet.replicas.stream().filter(replica -> replica.state == State.OUT).forEach(updates::recoverLater);
    }

    /** @return why the replica must not be used at all; empty if it may be */
    private Optional<String> test(Canary canary, Replica replica) {
        try {
            Verified verified = canary.test(replica.name, replica.address);
            synchronized (lock) {
                replica.verified = verified;
                replica.state = State.TESTED;
            }
            LOG.info(
                    "server {}: {} {}, model {}, context {}, log-probs {}",
                    replica.name,
                    verified.dialect().name(),
                    verified.identity().version(),
                    verified.identity().model(),
                    verified.identity().contextTokens().isPresent()
                            ? verified.identity().contextTokens().getAsInt()
                            : "unknown",
                    verified.scaled() ? "scaled by temperature" : "raw");
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of("server %s: %s".formatted(replica.name, e.reason()));
        } catch (ServerFault e) {
            synchronized (lock) {
                replica.count(e.kind());
                replica.reason = e.reason();
            }
            boolean comesBack = e.kind().retryable() && e.kind() != ServerFault.Kind.UNUSABLE;
            String option = e.kind() == ServerFault.Kind.FORBIDDEN
                    ? ": set policy.servers.keyEnv or keyFile to a key that the server accepts"
                    : "";
            return comesBack
                    ? Optional.empty()
                    : Optional.of("server %s: %s%s".formatted(replica.name, e.reason(), option));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyException("policy.servers: was interrupted", e);
        }
    }

    /** The smallest context of the replicas, within the configured limit. */
    private int context(ServersConfig config) {
        synchronized (lock) {
            int smallest = expected.contextTokens();
            for (Replica replica : fleet.replicas) {
                if (replica.verified != null) {
                    smallest = Math.min(
                            smallest,
                            replica.verified.identity().contextTokens().orElse(smallest));
                }
            }
            return smallest;
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(name, expected.vocabulary(), contextTokens, false, capabilities);
    }

    @Override
    public void load(PolicyVersion version) {
        synchronized (lock) {
            if (fleet.closed) {
                throw new PolicyException(
                        "version %d: the engine must be open, was closed".formatted(version.number()));
            }
            begun = true;
        }
        updates.load(version);
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        int prompt = request.prompt().size();
        boolean begins;
        synchronized (lock) {
            if (fleet.closed) {
                return CompletableFuture.failedFuture(Sampler.closed(request.queryId()));
            }
            if (fleet.broken != null) {
                return CompletableFuture.failedFuture(new EngineFailedException(fleet.broken));
            }
            begins = !begun;
            begun = true;
        }
        if (prompt >= contextTokens) {
            return CompletableFuture.failedFuture(new PromptTooLongException(request.queryId(), prompt, contextTokens));
        }
        for (int id : request.prompt().ids()) {
            if (id < 0 || id >= expected.vocabulary()) {
                return CompletableFuture.failedFuture(
                        new PolicyException("prompt %s: token ids must be in [0, %d), was %d"
                                .formatted(request.queryId(), expected.vocabulary(), id)));
            }
        }
        if (begins) {
            tasks.execute(this::loadInitial);
        }
        return sampler.submit(request, largestPart).result;
    }

    /** Weights of the policy that the run starts with, unless another version was loaded first. */
    private void loadInitial() {
        try {
            updates.load(initial);
        } catch (PolicyException e) {
            synchronized (lock) {
                if (fleet.closed) {
                    return;
                }
                LOG.error("{}", e.getMessage());
                fleet.broken = String.valueOf(e.getMessage());
            }
            sampler.fail(new EngineFailedException(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public EngineStatistics statistics() {
        return sampler.statistics();
    }

    @Override
    public List<ServerStatistics> servers() {
        synchronized (lock) {
            return fleet.replicas.stream().map(Replica::statistics).toList();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (fleet.closed) {
                return;
            }
            fleet.closed = true;
        }
        sampler.close();
        timer.shutdownNow();
        tasks.shutdownNow();
        reference.ifPresent(Reference::close);
    }
}
