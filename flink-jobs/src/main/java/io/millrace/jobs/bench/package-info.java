/**
 * Measurements of stages under load, each behind a command.
 *
 * <p>Start at {@link io.millrace.jobs.bench.StreamBenchmark}.
 */
@NullMarked
package io.millrace.jobs.bench;

import org.jspecify.annotations.NullMarked;
