/**
 * The stages of the stream as pure functions, which run on a list as well as in a cluster.
 *
 * <p>No state, no clock, no metrics; threads only where verifiers wait for other machines. Start at
 * {@link io.millrace.pipeline.Grade}.
 */
@NullMarked
package io.millrace.pipeline;

import org.jspecify.annotations.NullMarked;
