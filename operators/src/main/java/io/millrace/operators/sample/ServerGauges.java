package io.millrace.operators.sample;

import io.millrace.metric.Metric;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.ServerStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.flink.metrics.MetricGroup;

/**
 * Flink metrics of the servers that an engine samples on, each with the label of its server. Metrics cannot be removed: those of a
 * server that has left are 0, and its version is -1.
 */
final class ServerGauges {
    /** Maximum number of servers with metrics of their own. */
    private static final int MAX_SERVERS = 256;
    /** Visits from one search for servers that have joined to the next. */
    private static final int INTERVAL = 16;

    private final MetricGroup group;
    private final PolicyEngine engine;
    private final Set<String> known = new LinkedHashSet<>();
    private long visits;

    private ServerGauges(MetricGroup group, PolicyEngine engine) {
        this.group = group;
        this.engine = engine;
    }

    /** Adds the metrics of the servers that there are; an engine without servers gets none. */
    static ServerGauges register(MetricGroup group, PolicyEngine engine) {
        ServerGauges gauges = new ServerGauges(group, engine);
        if (!engine.servers().isEmpty()) {
            group.gauge(
                    Metric.SERVERS_OUT.key(),
                    () -> engine.servers().stream().filter(one -> !one.ready()).count());
            gauges.addNew(engine.servers());
        }
        return gauges;
    }

    /** Adds, now and then, the metrics of servers that have joined; called for each visit by the task's thread. */
    void onVisit() {
        if (!known.isEmpty() && ++visits % INTERVAL == 0) {
            addNew(engine.servers());
        }
    }

    private void addNew(List<ServerStatistics> servers) {
        for (ServerStatistics server : servers) {
            if (known.size() < MAX_SERVERS && known.add(server.name())) {
                add(server);
            }
        }
    }

    private void add(ServerStatistics server) {
        MetricGroup own = group.addGroup("server", server.name());
        add(own, Metric.SERVER_IN_FLIGHT, server.name(), ServerStatistics::inFlight);
        add(own, Metric.SERVER_TOKENS, server.name(), ServerStatistics::responseTokens);
        own.gauge(Metric.SERVER_VERSION.key(), () -> find(server.name())
                .mapToLong(ServerStatistics::version)
                .max()
                .orElse(-1));
        for (String kind : server.faults().keySet()) {
            add(own.addGroup("kind", kind), Metric.SERVER_FAULTS, server.name(), one -> one.faults()
                    .getOrDefault(kind, 0L));
        }
    }

    private void add(MetricGroup own, Metric metric, String name, ToLongFunction<ServerStatistics> value) {
        own.gauge(metric.key(), () -> find(name).mapToLong(value).sum());
    }

    private Stream<ServerStatistics> find(String name) {
        return engine.servers().stream().filter(one -> one.name().equals(name));
    }
}
