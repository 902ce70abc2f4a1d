/**
 * Checkpoints to resume from: recorded while the job runs, tried from the newest to the oldest.
 *
 * <p>Start at {@link io.millrace.jobs.restore.RestoreCandidates}.
 */
@NullMarked
package io.millrace.jobs.restore;

import org.jspecify.annotations.NullMarked;
