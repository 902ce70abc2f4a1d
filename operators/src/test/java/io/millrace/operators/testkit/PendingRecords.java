package io.millrace.operators.testkit;

import java.lang.reflect.Proxy;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Metrics of a source reader that show its backlog. */
public final class PendingRecords {
    private Gauge<Long> gauge = () -> -1L;

    /** The group for the reader. */
    public SourceReaderMetricGroup group() {
        SourceReaderMetricGroup other = UnregisteredMetricsGroup.createSourceReaderMetricGroup();
        return (SourceReaderMetricGroup) Proxy.newProxyInstance(
                SourceReaderMetricGroup.class.getClassLoader(),
                new Class<?>[] {SourceReaderMetricGroup.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("setPendingRecordsGauge")) {
                        gauge = gauge(arguments[0]);
                        return null;
                    }
                    return method.invoke(other, arguments);
                });
    }

    @SuppressWarnings("unchecked") // The method has one parameter of this type.
    private static Gauge<Long> gauge(Object argument) {
        return (Gauge<Long>) argument;
    }

    /** Records that the reader knows of and has not emitted. */
    public long now() {
        return gauge.getValue();
    }
}
