package io.millrace.operators.grade;

import io.millrace.metric.Metric;
import io.millrace.pipeline.Grade;
import org.apache.flink.metrics.MetricGroup;

/** Flink metrics of requests to remote verifiers. */
final class VerifierGauges {
    private VerifierGauges() {}

    static void register(MetricGroup group, Grade grade) {
        group.gauge(Metric.GROUPS_VERIFYING.key(), grade::waiting);
        group.gauge(Metric.VERIFIER_REQUESTS.key(), () -> grade.traffic().requests());
        group.gauge(Metric.VERIFIER_RETRIES.key(), () -> grade.traffic().retries());
        group.gauge(Metric.VERIFIER_FAILURES.key(), () -> grade.traffic().failures());
        group.gauge(Metric.VERIFIER_SECONDS.key(), () -> grade.traffic().seconds());
        group.gauge(Metric.VERIFIER_CIRCUITS_OPEN.key(), () -> grade.traffic().circuitsOpen());
    }
}
