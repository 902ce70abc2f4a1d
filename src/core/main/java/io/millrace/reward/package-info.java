/**
 * Rewards on top of a task's own, by scope: what a rule may look at decides where in the stream it runs.
 *
 * <p>A {@link io.millrace.reward.ResponseReward} sees one response, a {@link io.millrace.reward.GroupReward} all of a visit; both
 * are applied as responses are graded. A {@link io.millrace.reward.BatchReward} sees the groups that are trained together, and is
 * applied as a round is assembled. Rules of methods live with their methods; here are those of the list {@code rewards}, each a
 * record of its options that makes its rule ({@link io.millrace.reward.RewardType}), and the way for custom ones to join them.
 */
@NullMarked
package io.millrace.reward;

import org.jspecify.annotations.NullMarked;
