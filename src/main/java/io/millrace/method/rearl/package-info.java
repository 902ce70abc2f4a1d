/**
 * REA-RL: a small reflection model revises samples, and rewards keep reflection where it is needed (arXiv:2505.19862).
 *
 * <p>Start at {@link io.millrace.method.rearl.ReaRlConfig}.
 */
@NullMarked
package io.millrace.method.rearl;

import org.jspecify.annotations.NullMarked;
