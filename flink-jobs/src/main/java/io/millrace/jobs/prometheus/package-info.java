/** Metrics in the form of Prometheus, and the rules and dashboards that are generated from {@link io.millrace.metric.Metric}. */
@NullMarked
package io.millrace.jobs.prometheus;

import org.jspecify.annotations.NullMarked;
