/**
 * Injected failures: tests make a stage fail at a named point, deterministically.
 *
 * <p>Start at {@link io.millrace.operators.fault.FaultPlan}.
 */
@NullMarked
package io.millrace.operators.fault;

import org.jspecify.annotations.NullMarked;
