/**
 * The path of reflections: from memory to their channel, and from there back to the sampler as separate visits.
 *
 * <p>Whether a query is reflected on is decided in {@link io.millrace.method.Reflector}. Start at {@link
 * io.millrace.operators.reflect.ReadReflections}.
 */
@NullMarked
package io.millrace.operators.reflect;

import org.jspecify.annotations.NullMarked;
