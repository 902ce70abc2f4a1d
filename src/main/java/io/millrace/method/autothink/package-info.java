/**
 * AutoThink: rewards in stages that teach a policy to think where it must (arXiv:2505.10832).
 *
 * <p>Start at {@link io.millrace.method.autothink.AutoThinkConfig}.
 */
@NullMarked
package io.millrace.method.autothink;

import org.jspecify.annotations.NullMarked;
