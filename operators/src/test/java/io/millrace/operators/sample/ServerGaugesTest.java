package io.millrace.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metric.Metric;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.ServerStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ServerGaugesTest {
    private final Map<String, Gauge<?>> gauges = new TreeMap<>();

    /** Records gauges under the path of their groups. */
    private final class Recorder extends UnregisteredMetricsGroup {
        private final String path;

        Recorder(String path) {
            this.path = path;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Recorder(path + key + "=" + value + " ");
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(path + name, gauge);
            return gauge;
        }
    }

    /** An engine whose only use is to name servers. */
    private record Named(List<ServerStatistics> servers) implements PolicyEngine {
        @Override
        public EngineInfo info() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void load(PolicyVersion version) {}

        @Override
        public CompletableFuture<List<Response>> sample(SamplingRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EngineStatistics statistics() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void eachServerHasItsOwnFigures() {
        ServerGauges.register(
                new Recorder(""),
                new Named(List.of(
                        new ServerStatistics("a:1", true, 7, 3, 10, 50, Map.of("timeout", 2L)),
                        new ServerStatistics("b:1", false, 6, 0, 4, 20, Map.of("timeout", 5L)))));

        assertThat(gauges.keySet())
                .containsExactly(
                        "server=a:1 kind=timeout " + Metric.SERVER_FAULTS.key(),
                        "server=a:1 " + Metric.SERVER_IN_FLIGHT.key(),
                        "server=a:1 " + Metric.SERVER_TOKENS.key(),
                        "server=a:1 " + Metric.SERVER_VERSION.key(),
                        "server=b:1 kind=timeout " + Metric.SERVER_FAULTS.key(),
                        "server=b:1 " + Metric.SERVER_IN_FLIGHT.key(),
                        "server=b:1 " + Metric.SERVER_TOKENS.key(),
                        "server=b:1 " + Metric.SERVER_VERSION.key(),
                        Metric.SERVERS_OUT.key());
        assertThat(gauges.get(Metric.SERVERS_OUT.key()).getValue()).isEqualTo(1L);
        assertThat(gauges.get("server=b:1 kind=timeout server_faults").getValue())
                .isEqualTo(5L);
        assertThat(gauges.get("server=a:1 server_tokens").getValue()).isEqualTo(50L);
    }

    @Test
    void aServerThatJoinsLaterGetsItsOwnFigures() {
        List<ServerStatistics> fleet = new ArrayList<>();
        fleet.add(new ServerStatistics("a:1", true, 7, 3, 10, 50, Map.of()));
        ServerGauges registered = ServerGauges.register(new Recorder(""), new Named(fleet));
        fleet.add(new ServerStatistics("c:1", true, 7, 2, 0, 30, Map.of()));
        for (int visit = 0; visit < 16; visit++) {
            registered.onVisit();
        }

        assertThat(gauges.get("server=c:1 server_tokens").getValue()).isEqualTo(30L);
        fleet.remove(1);
        assertThat(gauges.get("server=c:1 server_tokens").getValue()).isEqualTo(0L);
        assertThat(gauges.get("server=c:1 server_version").getValue()).isEqualTo(-1L);
    }

    @Test
    void anEngineWithoutServersHasNone() {
        ServerGauges.register(new Recorder(""), new Named(List.of()));

        assertThat(gauges).isEmpty();
    }
}
