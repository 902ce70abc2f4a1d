/**
 * Millrace's core: the reinforcement learning itself, without any dependency on Flink.
 *
 * <p>Start at {@link io.millrace.model} for the data types of the stream.
 */
@NullMarked
package io.millrace;

import org.jspecify.annotations.NullMarked;
