/**
 * Flink keyed state: the memory of the stream, and its serializers.
 *
 * <p>RL logic does not belong here; it is in the core. Start at {@link io.millrace.state.FlinkTrajectoryMemory}.
 */
@NullMarked
package io.millrace.state;

import org.jspecify.annotations.NullMarked;
