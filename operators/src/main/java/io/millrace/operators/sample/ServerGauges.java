package io.millrace.operators.sample;

import io.millrace.metric.Metric;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.ServerStatistics;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.MetricGroup;

/** Flink metrics of the servers that an engine samples on, each with the label of its server. */
final class ServerGauges {
    private ServerGauges() {}

    static void register(MetricGroup group, PolicyEngine engine) {
        List<ServerStatistics> servers = engine.servers();
        if (servers.isEmpty()) {
            return;
        }
        group.gauge(
                Metric.SERVERS_OUT.key(),
                () -> engine.servers().stream().filter(one -> !one.ready()).count());
        for (ServerStatistics server : servers) {
            MetricGroup own = group.addGroup("server", server.name());
            add(own, Metric.SERVER_IN_FLIGHT, engine, server.name(), ServerStatistics::inFlight);
            add(own, Metric.SERVER_TOKENS, engine, server.name(), ServerStatistics::responseTokens);
            add(own, Metric.SERVER_VERSION, engine, server.name(), ServerStatistics::version);
            for (String kind : server.faults().keySet()) {
                add(own.addGroup("kind", kind), Metric.SERVER_FAULTS, engine, server.name(), one -> one.faults()
                        .getOrDefault(kind, 0L));
            }
        }
    }

    private static void add(
            MetricGroup group,
            Metric metric,
            PolicyEngine engine,
            String name,
            ToLongFunction<ServerStatistics> value) {
        group.gauge(metric.key(), () -> engine.servers().stream()
                .filter(one -> one.name().equals(name))
                .mapToLong(value)
                .sum());
    }
}
