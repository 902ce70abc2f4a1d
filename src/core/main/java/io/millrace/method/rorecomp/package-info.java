/**
 * RoRecomp: recomposing what a step learns from, so that it is short when right and long when wrong (arXiv:2509.25958).
 *
 * <pre>
 *   priority      of each group the first ceil(alpha n) right ones by rising cost,
 *                 and the first ceil(alpha n) wrong ones by falling cost
 *   compensation  all others, through a FIFO; a full one is trained as one more step with the probability
 *                 p(s) = p_end + (p_start - p_end) (1 + cos(pi min(1, s/S))) / 2
 * </pre>
 *
 * <p>Rewards stay as they are. {@link io.millrace.method.rorecomp.Recomposition} splits a group, {@link
 * io.millrace.method.rorecomp.Compensation} decides on a full buffer, {@link io.millrace.method.rorecomp.Costs} says what a
 * response costs; the buffer itself is the stream's.
 *
 * <p>Deviation: the draw is a function of seed and number, so that a replay of the stream draws the same; with several shards
 * each has its part of the buffer, and a step has the parts of those that were full in the same round. Start at
 * {@link io.millrace.method.rorecomp.RoRecomp}.
 */
@NullMarked
package io.millrace.method.rorecomp;

import org.jspecify.annotations.NullMarked;
