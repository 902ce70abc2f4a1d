package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.PolicyVersion;
import io.millrace.server.ServerFault.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Replaces the weights of one server, and verifies that it has them. */
final class WeightUpdate {
    private final Http http;
    private final Probe probe;
    private final Duration limit;
    private final LongSupplier nanos;

    /**
     * @param limit time that an update may take
     */
    WeightUpdate(Http http, Probe probe, Duration limit, LongSupplier nanos) {
        this.http = http;
        this.probe = probe;
        this.limit = limit;
        this.nanos = nanos;
    }

    /**
     * Updates a tested replica.
     *
     * @throws ServerFault if it does not have the weights afterwards
     */
    void run(Replica replica, PolicyVersion version) throws ServerFault, InterruptedException {
        Dialect dialect = replica.traits().dialect();
        String label = Fleet.label(version);
        long end = nanos.getAsLong() + limit.toNanos();
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
        probe.test(replica.address, replica.traits(), version);
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
}
