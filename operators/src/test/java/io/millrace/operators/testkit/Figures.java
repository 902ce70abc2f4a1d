package io.millrace.operators.testkit;

import io.millrace.metric.Metric;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group that collects registered metrics. */
public final class Figures extends UnregisteredMetricsGroup {
    private final Map<String, Supplier<?>> byName = new HashMap<>();

    @Override
    public Counter counter(String name) {
        Counter counter = super.counter(name);
        byName.put(name, counter::getCount);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        byName.put(name, gauge::getValue);
        return gauge;
    }

    /** The current value of a metric. */
    public Object of(Metric metric) {
        return byName.get(metric.key()).get();
    }
}
