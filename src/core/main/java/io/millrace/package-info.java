/**
 * Millrace's core: all of reinforcement learning, nothing of Flink.
 *
 * <p>Start at {@link io.millrace.model} for the nouns of the stream.
 */
@NullMarked
package io.millrace;

import org.jspecify.annotations.NullMarked;
