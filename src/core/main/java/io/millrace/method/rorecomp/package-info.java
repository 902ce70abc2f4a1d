/**
 * RoRecomp: recomposes batches so that a step learns from short correct and long incorrect responses (arXiv:2509.25958).
 *
 * <pre>
 *   priority      of each group the first ceil(alpha n) correct ones by rising cost,
 *                 and the first ceil(alpha n) incorrect ones by falling cost
 *   compensation  all others, through a FIFO; a full one is trained on as one more step with the probability
 *                 p(s) = p_end + (p_start - p_end) (1 + cos(pi min(1, s/S))) / 2
 * </pre>
 *
 * <p>Rewards are not changed. {@link io.millrace.method.rorecomp.Recomposition} splits a group,
 * {@link io.millrace.method.rorecomp.Compensation} decides on a full buffer, {@link io.millrace.method.rorecomp.Costs} computes the
 * cost of a response; the buffer itself belongs to the stream.
 *
 * <p>Deviation: the draw is a function of seed and number, so that replaying the stream gives the same draws; with several shards,
 * each has its part of the buffer, and a step combines the parts that were full in the same round; equal numbers of tool calls are
 * ordered by tokens. Start at
 * {@link io.millrace.method.rorecomp.RoRecomp}.
 */
@NullMarked
package io.millrace.method.rorecomp;

import org.jspecify.annotations.NullMarked;
