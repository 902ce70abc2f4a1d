package io.millrace.episode;

import io.millrace.model.PromptKind;

/**
 * A record of the channel of episodes: a group as it was graded, or the end of a visit. They may arrive in any order.
 *
 * <p>Query, visit and kind of the prompt identify a visit: a reflection has the number of the visit that triggered it.
 */
public sealed interface EpisodeRecord permits GroupRecord, EndRecord {
    /** The query's id. */
    String query();

    /** The query's visit. */
    long visit();

    /** The kind of the prompt. */
    PromptKind kind();
}
