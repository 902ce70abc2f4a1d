package io.millrace.episode;

/** A record of the channel of episodes: a group as it was graded, or the end of a visit. They may arrive in any order. */
public sealed interface EpisodeRecord permits GroupRecord, EndRecord {
    /** The query's id. */
    String query();

    /** The query's visit. */
    long visit();
}
