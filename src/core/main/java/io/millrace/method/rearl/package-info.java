/**
 * REA-RL: a small reflection model shortens samples, and a reward preserves reflection where it is needed (arXiv:2505.19862).
 *
 * <p>Deviations: {@code strong} searches for its paragraph before the one that meets {@code normal}'s rule; the threshold can be
 * measured. {@link io.millrace.method.rearl.Revise} describes how the parts are joined.
 *
 * <p>Start at {@link io.millrace.method.rearl.ReaRl}.
 */
@NullMarked
package io.millrace.method.rearl;

import org.jspecify.annotations.NullMarked;
