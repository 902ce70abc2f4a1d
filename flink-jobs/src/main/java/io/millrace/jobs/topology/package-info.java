/**
 * Assembly of the stages into jobs: streams, keys, uids, checkpoints.
 *
 * <p>Start at {@link io.millrace.jobs.topology.OnlineRlJob}.
 */
@NullMarked
package io.millrace.jobs.topology;

import org.jspecify.annotations.NullMarked;
