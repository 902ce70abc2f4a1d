package io.millrace.server;

import io.millrace.model.PolicyException;
import io.millrace.server.Replica.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tests the servers before anything is sampled on them. */
final class StartTests {
    private static final Logger LOG = LoggerFactory.getLogger(StartTests.class);

    private final Object lock;
    private final Fleet fleet;
    private final Canary canary;
    private final FixedWeights weights;
    private final ExecutorService tasks;

    StartTests(Object lock, Fleet fleet, Canary canary, FixedWeights weights, ExecutorService tasks) {
        this.lock = lock;
        this.fleet = fleet;
        this.canary = canary;
        this.weights = weights;
        this.tasks = tasks;
    }

    /**
     * Tests all replicas at once. One that does not fit is a mistake; one that does not respond may come back.
     *
     * @return the replicas that do not respond
     * @throws PolicyException if a server does not fit the policy, or none responds
     */
    List<Replica> run() {
        List<CompletableFuture<Optional<String>>> tests = fleet.replicas.stream()
                .map(replica -> CompletableFuture.supplyAsync(() -> test(replica), tasks))
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
        return fleet.replicas.stream()
                .filter(replica -> replica.state == State.OUT)
                .toList();
    }

    /** @return why the replica must not be used at all; empty if it may be */
    private Optional<String> test(Replica replica) {
        try {
            ServerTraits traits = canary.test(replica.name, replica.address);
            weights.test(replica.address, traits);
            synchronized (lock) {
                replica.traits = traits;
                replica.state = State.TESTED;
            }
            LOG.info(
                    "server {}: {} {}, model {}, context {}, log-probs {}",
                    replica.name,
                    traits.dialect().name(),
                    traits.identity().version(),
                    traits.identity().model(),
                    traits.identity().contextTokens().isPresent()
                            ? traits.identity().contextTokens().getAsInt()
                            : "unknown",
                    traits.scaled() ? "scaled by temperature" : "raw");
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of("server %s: %s".formatted(replica.name, e.reason()));
        } catch (ServerFault e) {
            synchronized (lock) {
                replica.count(e.kind());
                replica.reason = e.reason();
            }
            boolean comesBack = e.kind().retryable() && e.kind() != ServerFault.Kind.UNUSABLE;
            return comesBack ? Optional.empty() : Optional.of("server %s: %s".formatted(replica.name, e.explained()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyException("policy.servers: was interrupted", e);
        }
    }

    /** The smallest context of the tested replicas, in tokens, at most the limit. */
    int context(int limit) {
        synchronized (lock) {
            int smallest = limit;
            for (Replica replica : fleet.replicas) {
                if (replica.traits != null) {
                    smallest = Math.min(
                            smallest, replica.traits.identity().contextTokens().orElse(smallest));
                }
            }
            return smallest;
        }
    }
}
