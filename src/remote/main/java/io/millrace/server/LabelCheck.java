package io.millrace.server;

import io.millrace.model.PolicyVersion;
import io.millrace.server.Replica.State;
import io.millrace.server.ServerFault.Kind;
import java.time.Duration;
import java.util.List;

/** Checks that replicas still have their weights: one that was restarted has others. */
final class LabelCheck {
    private final Object lock;
    private final Fleet fleet;
    private final Http http;
    private final Duration limit;
    private final Outages outages;

    /**
     * @param limit time that a reply may take
     */
    LabelCheck(Object lock, Fleet fleet, Http http, Duration limit, Outages outages) {
        this.lock = lock;
        this.fleet = fleet;
        this.http = http;
        this.limit = limit;
        this.outages = outages;
    }

    /** Asks all replicas that sample, and counts a fault of each whose label is another, or that does not respond. */
    void run() {
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
                dialect = replica.traits().dialect();
                version = replica.version;
            }
            Call call = dialect.labelCall().orElseGet(dialect::health);
            boolean labelled = dialect.labelCall().isPresent();
            http.send(replica.address, call, limit).reply().whenComplete((reply, failure) -> {
                ServerFault fault = failure instanceof ServerFault known ? known : null;
                if (reply != null && labelled && !dialect.label(reply).equals(Fleet.label(version))) {
                    fault = new ServerFault(
                            Kind.STALE,
                            "weights must be labelled %s, were '%s': the server was restarted, or another program updated it"
                                    .formatted(Fleet.label(version), dialect.label(reply)));
                }
                if (fault != null) {
                    report(replica, version, fault);
                }
            });
        }
    }

    private void report(Replica replica, PolicyVersion version, ServerFault fault) {
        Runnable then = () -> {};
        synchronized (lock) {
            if (replica.state == State.READY && version.equals(replica.version)) {
                then = outages.count(replica, fault);
            }
        }
        then.run();
    }
}
