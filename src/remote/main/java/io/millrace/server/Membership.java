package io.millrace.server;

import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyException;
import io.millrace.server.Replica.State;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which servers belong to the fleet: those of the configuration, or of the addresses that its host names have now. */
final class Membership {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final ServersConfig config;
    private final Addresses.Resolver resolver;

    Membership(ServersConfig config, Addresses.Resolver resolver) {
        this.config = config;
        this.resolver = resolver;
    }

    /**
     * The servers at the start.
     *
     * @throws PolicyException if a host name has no address
     */
    List<Replica> first() {
        return addresses().stream().map(Replica::new).toList();
    }

    private List<URI> addresses() {
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
    void update(Object lock, Fleet fleet, Updates updates) {
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
}
