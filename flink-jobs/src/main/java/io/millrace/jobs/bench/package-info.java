/**
 * Benchmarks of the stages, each run by a command.
 *
 * <p>Start at {@link io.millrace.jobs.bench.StreamBenchmark}.
 */
@NullMarked
package io.millrace.jobs.bench;

import org.jspecify.annotations.NullMarked;
