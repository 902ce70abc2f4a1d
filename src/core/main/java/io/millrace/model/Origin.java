package io.millrace.model;

/** How a response came into its group. */
public enum Origin {
    /** Sampled by the policy on this visit. */
    SAMPLED,
    /** A sampled response, cut and finished again (REA-RL). */
    REVISED,
    /** Taken from the query's history (R3). */
    REPLAYED,
    /** A sampled response once more, in the place of a revision that was wrong or could not be made (REA-RL). */
    COPIED
}
