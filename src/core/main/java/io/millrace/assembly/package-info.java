/**
 * Builds the stages from a configuration: the only place that knows all methods, engines and rewards.
 *
 * <p>Start at {@link io.millrace.assembly.Parts}, which contains the parts of every stage.
 */
@NullMarked
package io.millrace.assembly;

import org.jspecify.annotations.NullMarked;
