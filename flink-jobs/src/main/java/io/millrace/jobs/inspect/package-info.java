/**
 * A look into checkpoints and savepoints from outside: what is remembered, and what waits.
 *
 * <p>Nothing here writes state. Start at {@link io.millrace.jobs.inspect.SavedMemory}.
 */
@NullMarked
package io.millrace.jobs.inspect;

import org.jspecify.annotations.NullMarked;
