/**
 * Reads checkpoints and savepoints from outside the job: the trajectory memory and the backlog of the shards.
 *
 * <p>Code here never writes state. Start at {@link io.millrace.jobs.inspect.SavedMemory}.
 */
@NullMarked
package io.millrace.jobs.inspect;

import org.jspecify.annotations.NullMarked;
