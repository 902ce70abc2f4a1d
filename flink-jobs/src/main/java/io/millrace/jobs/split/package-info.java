/**
 * One half of a run, rollout or learner, as a process on this machine. The two halves share the run's folder: the channel
 * of minibatches and the policy store.
 *
 * <p>Start at {@link io.millrace.jobs.split.HalfRun}. Jobs on a cluster do not belong here.
 */
@NullMarked
package io.millrace.jobs.split;

import org.jspecify.annotations.NullMarked;
