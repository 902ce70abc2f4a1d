package io.millrace.server;

import io.millrace.model.PolicyVersion;
import io.millrace.policy.ServerStatistics;
import io.millrace.server.ServerFault.Kind;
import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server of the fleet. All access is guarded by the fleet's lock, except to the constants. */
final class Replica {
    /** Uses that can be made of a replica. */
    enum State {
        /** Tested, without weights of the policy yet. */
        TESTED,
        /** It samples. */
        READY,
        /** Its weights are being replaced. */
        UPDATING,
        /** It failed, or does not fit; it is tested again after a pause. */
        OUT,
        /** Its host name no longer has its address; it is not used again. */
        LEFT
    }

    final String name;
    final URI address;
    final Map<Kind, Long> faults = new EnumMap<>(Kind.class);
    State state = State.OUT;

    @Nullable
    ServerTraits traits;

    @Nullable
    PolicyVersion version;

    String reason = "it was not tested yet";
    int inFlight;
    long outstandingTokens;
    int failuresInARow;
    boolean recovering;
    long outSince;
    long responses;
    long responseTokens;

    Replica(URI address) {
        this.address = address;
        name = address.getAuthority() + ("/".equals(address.getPath()) ? "" : address.getPath());
    }

    /** The traits that the canary found; only replicas that were tested have them. */
    ServerTraits traits() {
        if (traits == null) {
            throw new IllegalStateException("server %s: must be tested first".formatted(name));
        }
        return traits;
    }

    ServerStatistics statistics() {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            all.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), faults.getOrDefault(kind, 0L));
        }
        return new ServerStatistics(
                name,
                state != State.OUT && state != State.LEFT,
                version == null ? -1 : version.number(),
                inFlight,
                responses,
                responseTokens,
                all);
    }

    void count(Kind kind) {
        faults.merge(kind, 1L, Long::sum);
    }

    /** Whether it has room for more samples; one request is always possible. */
    boolean hasRoom(int samples, int limit) {
        return state == State.READY && (inFlight == 0 || inFlight + samples <= limit);
    }
}
