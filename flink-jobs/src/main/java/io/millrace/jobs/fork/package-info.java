/**
 * A new run that continues from the state of another one: with other rewards, for instance, side by side.
 *
 * <p>Start at {@link io.millrace.jobs.fork.RunFork}. It prepares a folder and starts no training.
 */
@NullMarked
package io.millrace.jobs.fork;

import org.jspecify.annotations.NullMarked;
