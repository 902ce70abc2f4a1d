/**
 * Reflections on their way: out of memory into their channel, and from there back to the sampler as visits of their own.
 *
 * <p>Whether a query is reflected on is decided in {@link io.millrace.method.Reflector}. Start at {@link
 * io.millrace.operators.reflect.ReadReflections}.
 */
@NullMarked
package io.millrace.operators.reflect;

import org.jspecify.annotations.NullMarked;
