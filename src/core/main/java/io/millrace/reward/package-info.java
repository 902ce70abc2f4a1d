/**
 * Rewards in addition to the task's reward, by scope: the data that a rule needs decides where in the stream it runs.
 *
 * <p>A {@link io.millrace.reward.ResponseReward} sees one response, a {@link io.millrace.reward.GroupReward} all of a visit; both
 * are applied as responses are graded. A {@link io.millrace.reward.BatchReward} sees the groups that are trained on together, and is
 * applied as a round is assembled. Rules of methods live with their methods. This package contains the rules of the list
 * {@code rewards}, each a record of options that creates its rule ({@link io.millrace.reward.RewardType}), and the extension point
 * for custom ones.
 */
@NullMarked
package io.millrace.reward;

import org.jspecify.annotations.NullMarked;
