/**
 * The responses of a run as records: each once, when it is graded, and what became of it afterwards, joined by its reader.
 *
 * <p>Nothing that is trained on reads these. Start at {@link io.millrace.episode.EpisodeRecord}; readers at
 * {@link io.millrace.episode.EpisodeFold}.
 */
@NullMarked
package io.millrace.episode;

import org.jspecify.annotations.NullMarked;
