/**
 * Builds the stages from a configuration: the only place that knows all methods, engines and rewards.
 *
 * <p>Start at {@link io.millrace.assembly.Parts}.
 */
@NullMarked
package io.millrace.assembly;

import org.jspecify.annotations.NullMarked;
