package io.millrace.jobs.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private final LiveMetrics metrics = (LiveMetrics) new LiveMetrics.Factory().createMetricReporter(new Properties());

    private static MetricGroup subtask(int index) {
        return new UnregisteredMetricsGroup() {
            @Override
            public Map<String, String> getAllVariables() {
                return Map.of("<subtask_index>", String.valueOf(index));
            }
        };
    }

    @Test
    void metricsOfServersHaveTheirLabels() {
        for (String server : List.of("b:8000", "a:8000")) {
            metrics.notifyOfAddedMetric(
                    (Gauge<Long>) () -> 3L, Metric.SERVER_FAULTS.key(), new UnregisteredMetricsGroup() {
                        @Override
                        public Map<String, String> getAllVariables() {
                            return Map.of("<subtask_index>", "0", "<server>", server, "<kind>", "timeout");
                        }
                    });
        }

        assertThat(PrometheusText.of("r", metrics)).contains("""
                # TYPE millrace_server_faults counter
                millrace_server_faults{run="r",server="a:8000",kind="timeout"} 3.0
                millrace_server_faults{run="r",server="b:8000",kind="timeout"} 3.0
                """);
    }

    @Test
    void countersAreSummedAndOfGaugesTheLargestCounts() {
        for (int subtask = 1; subtask <= 2; subtask++) {
            SimpleCounter graded = new SimpleCounter();
            graded.inc(10L * subtask);
            double staleness = subtask;
            metrics.notifyOfAddedMetric(graded, Metric.RESPONSES_GRADED.key(), subtask(subtask));
            metrics.notifyOfAddedMetric((Gauge<Double>) () -> staleness, Metric.STALENESS.key(), subtask(subtask));
        }

        assertThat(PrometheusText.of("r\"1", metrics))
                .contains("""
                        # HELP millrace_responses_graded responses with a verdict (responses)
                        # TYPE millrace_responses_graded counter
                        millrace_responses_graded{run="r\\"1"} 30.0
                        """)
                .contains("# TYPE millrace_staleness gauge\nmillrace_staleness{run=\"r\\\"1\"} 2.0\n")
                .doesNotContain("millrace_loss{");
    }
}
