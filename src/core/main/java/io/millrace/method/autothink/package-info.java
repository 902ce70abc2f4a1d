/**
 * AutoThink: staged rewards that teach a policy to think only when needed (arXiv:2505.10832).
 *
 * <pre>
 *   prompt    ends with "&lt;think&gt;\n...\n"; a response that closes the thinking at once is no-think
 *   base      think: correct 1, incorrect 0; no-think: correct 2, incorrect -1 (-2 if degenerate); no closing tag or no answer: 0
 *   length    R_i += -1 + exp(-alpha z_i) among the correct, 1 - exp(-beta z_i) among the incorrect, z normalised per query
 *   balance   R = (1 - f) R + f target,  f = clamp((share - gamma) slope, 0, 1),  for the mode whose share of a batch is above gamma
 *   stages    gamma 0.5, 8k tokens; gamma 1, 16k; gamma 1, alpha = beta = 0.05, 24k
 * </pre>
 *
 * <p>{@link io.millrace.method.autothink.BaseReward}, {@link io.millrace.method.autothink.LengthShaping} and
 * {@link io.millrace.method.autothink.BatchBalance} run in this order; {@code pipeline} composes them. The stage of a response is that
 * of the oldest policy version that sampled it. Its token limit is that of the stage in which its visit is scheduled for training,
 * because sampling must depend on the order of visits, not on the speed of the learner.
 *
 * <p>Deviations: repeated n-grams may start anywhere, not only at multiples of n, and the prompt's text is ignored; "no answer"
 * means that only whitespace follows the closing tag; a correct response without a closing tag earns 0 as in the paper, but counts
 * as correct, not as incorrect, where lengths and modes are balanced; with shards, the balance is over each shard's part of a
 * batch; replays (R3) are excluded, and revisions (REA-RL) are balanced but not counted. Start at
 * {@link io.millrace.method.autothink.AutoThink}.
 */
@NullMarked
package io.millrace.method.autothink;

import org.jspecify.annotations.NullMarked;
