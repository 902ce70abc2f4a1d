/**
 * Measurements of stages under load, each behind a command.
 *
 * <p>Start at {@link io.millrace.jobs.bench.MemoryBenchmark}.
 */
@NullMarked
package io.millrace.jobs.bench;

import org.jspecify.annotations.NullMarked;
