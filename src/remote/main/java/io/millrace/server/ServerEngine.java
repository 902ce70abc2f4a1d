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
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    private final String name;
    private final EngineCapabilities capabilities;
    private final PolicyTraits expected;
    private final PolicyVersion initial;
    private final Optional<Reference> reference;
    private final int contextTokens;
    private final int largestPart;
    private final Object lock = new Object();
    private final Fleet fleet;
    private final Sampler sampler;
    private final Updates updates;
    private final ServerThreads threads;
    private boolean begun;

    /**
     * Settings of an engine besides its servers' configuration.
     *
     * @param name name of its kind
     * @param capabilities capabilities of its kind
     * @param dialects the dialects that such servers may speak, in order of preference
     * @param expected traits that the servers must have
     * @param initial the version that is sampled with until another is loaded
     * @param timeout maximum time for one group
     */
    record Setting(
            String name,
            EngineCapabilities capabilities,
            List<Dialect> dialects,
            PolicyTraits expected,
            PolicyVersion initial,
            Duration timeout) {
        Setting {
            requireNonNull(name, "name");
            dialects = List.copyOf(dialects);
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
        threads = ServerThreads.start();
        Http http = new Http(authorization, threads.timer(), threads.workers());
        Canary canary = new Canary(http, setting.dialects(), expected, config.latency());
        Membership membership = new Membership(config, resolver);
        fleet = new Fleet(membership.first(), config);
        Updates[] own = new Updates[1];
        Outages outages = new Outages(config.circuit(), nanos, replica -> own[0].recoverLater(replica));
        sampler = new Sampler(lock, fleet, config, http, threads, nanos, expected, setting.timeout(), outages);
        Probe probe = new Probe(http, expected, reference, config.weights().tolerance(), config.latency());
        FixedWeights weights = new FixedWeights(capabilities.learns() ? Optional.empty() : Optional.of(probe), initial);
        updates = new Updates(
                lock,
                fleet,
                config,
                http,
                canary,
                weights,
                probe,
                capabilities.learns(),
                threads,
                nanos,
                sampler::dispatch);
        own[0] = updates;
        StartTests tests = new StartTests(lock, fleet, canary, weights, threads.tasks());
        try {
            tests.run().forEach(updates::recoverLater);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        contextTokens = tests.context(expected.contextTokens());
        largestPart = setting.dialects().get(0).samplesPerCall();
        repeat(config.circuit().check(), new LabelCheck(lock, fleet, http, config.latency(), outages)::run);
        if (!config.resolve().isZero()) {
            repeat(config.resolve(), () -> threads.tasks().execute(() -> membership.update(lock, fleet, updates)));
        }
    }

    private void repeat(Duration period, Runnable task) {
        threads.timer().scheduleWithFixedDelay(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
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

    @Override
    public EngineInfo info() {
        return new EngineInfo(name, expected.vocabulary(), contextTokens, false, capabilities);
    }

    @Override
    public void load(PolicyVersion version) {
        synchronized (lock) {
            if (fleet.closed) {
                throw new PolicyException("version %d: the engine is closed".formatted(version.number()));
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
            threads.tasks().execute(this::loadInitial);
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
        threads.stop();
        reference.ifPresent(Reference::close);
    }
}
