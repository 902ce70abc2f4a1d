/**
 * Keyed state over Flink: what the stream remembers, and the serializers that carry it.
 *
 * <p>No rules of RL here; those are in the core. Start at {@link io.millrace.state.FlinkTrajectoryMemory}.
 */
@NullMarked
package io.millrace.state;

import org.jspecify.annotations.NullMarked;
