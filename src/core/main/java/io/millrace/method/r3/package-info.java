/**
 * R3: replay, reflection and ranking rewards for groups without a learning signal (arXiv:2601.19620).
 *
 * <pre>
 *   CCR   all of a group incorrect: k correct ones of the query's history join it; all correct: k incorrect ones
 *         A_i = (R_i - mean(mixed group)) / (alpha std(mixed group) + lambda)
 *   ISR   mean R of the query &lt; tau: query + a remembered failure + "find the mistake" is one more prompt
 *   SERR  in a group that is all incorrect: R_max (1 - k/(N-1)) by rank k of entropy dominance
 *   bonus correct ones: max(0, 1 - L/L_max)
 * </pre>
 *
 * <p>{@link io.millrace.method.r3.Replay}, {@link io.millrace.method.r3.Reflect},
 * {@link io.millrace.method.r3.StructuralEntropyRanking} and {@link io.millrace.method.r3.R3LengthBonus} are independent of each
 * other; {@code pipeline} composes them. None of them holds state or reads memory: they choose trajectories, and the caller reads
 * them.
 *
 * <p>Deviations: replays keep their own reward instead of being scored again; equal ranks share the mean of their rewards; a
 * ranking of one earns nothing; only truncated responses are ranked by default. Start at {@link io.millrace.method.r3.R3}.
 */
@NullMarked
package io.millrace.method.r3;

import org.jspecify.annotations.NullMarked;
