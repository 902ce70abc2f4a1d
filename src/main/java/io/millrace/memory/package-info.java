/**
 * What a query remembers: its trajectories, packed, and the statistics over its visits.
 *
 * <p>No replay or reflection rules here, those are methods; no state backend either. Start at {@link
 * io.millrace.memory.Trajectory}.
 */
@NullMarked
package io.millrace.memory;

import org.jspecify.annotations.NullMarked;
