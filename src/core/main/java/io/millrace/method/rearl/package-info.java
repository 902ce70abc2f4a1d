/**
 * REA-RL: a small reflection model revises samples, and rewards keep reflection where it is needed (arXiv:2505.19862).
 *
 * <p>Deviations: strong looks for its paragraph before the one
 * that meets normal's rule; the threshold can be measured. How the parts are joined: {@link io.millrace.method.rearl.Revise}.
 *
 * <p>Start at {@link io.millrace.method.rearl.ReaRl}.
 */
@NullMarked
package io.millrace.method.rearl;

import org.jspecify.annotations.NullMarked;
