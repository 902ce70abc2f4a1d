/** Metrics in the format of Prometheus, and the rules and dashboards that are generated from {@link io.millrace.metric.Metric}. */
@NullMarked
package io.millrace.jobs.prometheus;

import org.jspecify.annotations.NullMarked;
