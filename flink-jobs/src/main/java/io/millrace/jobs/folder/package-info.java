/**
 * A run's folder: paths, lock, recorded steps, held-out results, dead letters, checkpoints and savepoints.
 *
 * <p>Start at {@link io.millrace.jobs.folder.RunFolder}.
 */
@NullMarked
package io.millrace.jobs.folder;

import org.jspecify.annotations.NullMarked;
