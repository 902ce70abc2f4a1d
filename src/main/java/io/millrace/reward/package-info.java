/**
 * What a method may add to the reward of a task, by scope: what a rule may look at decides where in the stream it runs.
 *
 * <p>A {@link io.millrace.reward.ResponseReward} sees one response, a {@link io.millrace.reward.GroupReward} all of a visit.
 * Rules themselves live with their methods; {@link io.millrace.pipeline.Grade} applies them.
 */
@NullMarked
package io.millrace.reward;

import org.jspecify.annotations.NullMarked;
