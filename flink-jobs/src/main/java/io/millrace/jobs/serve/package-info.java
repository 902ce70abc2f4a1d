/**
 * Serves policy folders and runs by the embedded engine.
 *
 * <p>Start at {@link io.millrace.jobs.serve.ServedPolicy}.
 */
@NullMarked
package io.millrace.jobs.serve;

import org.jspecify.annotations.NullMarked;
