package io.millrace.server;

import io.millrace.config.ServersConfig;
import io.millrace.http.Backoff;
import io.millrace.model.PolicyException;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.SamplingRequest;
import io.millrace.server.GroupTask.Part;
import io.millrace.server.ServerFault.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** Decides whether a failed request for a part is repeated. The caller holds the fleet's lock. */
final class Retries {
    private final ServersConfig.Retry config;
    private final Fleet fleet;
    private final PolicyTraits policy;
    private final Backoff backoff;

    /**
     * @param seed of the jitter
     */
    Retries(ServersConfig.Retry config, Fleet fleet, PolicyTraits policy, long seed) {
        this.config = config;
        this.fleet = fleet;
        this.policy = policy;
        backoff = new Backoff(config.first(), config.longest(), new SplittableRandom(seed));
    }

    /** Why the part must not be requested again; empty if it may be. */
    Optional<PolicyException> end(Part part, Replica replica, ServerFault fault) {
        SamplingRequest request = part.group.request;
        if (fault.kind() == Kind.TOO_LONG) {
            int context = replica.traits().identity().contextTokens().orElse(policy.contextTokens());
            return Optional.of(new PromptTooLongException(
                    request.queryId(), request.prompt().size(), context));
        }
        String what = "prompt %s: server %s: %s".formatted(request.queryId(), replica.name, fault.reason());
        if (!fault.kind().retryable()) {
            return Optional.of(new PolicyException(what));
        }
        return fleet.anyReady() && part.retries >= config.most()
                ? Optional.of(new PolicyException("%s (retried %d times)".formatted(what, part.retries)))
                : Optional.empty();
    }

    /**
     * Counts a retry, which uses none up while no server is available.
     *
     * @param replica the replica that failed, which is avoided
     * @return the pause before it
     */
    Duration next(Part part, Replica replica, ServerFault fault) {
        part.retries += fleet.anyReady() ? 1 : 0;
        part.resampled += fault.kind() == Kind.UNUSABLE ? 1 : 0;
        part.avoid = replica;
        return backoff.before(Math.max(1, part.retries), fault.requestedPause());
    }
}
