package io.millrace.model;

/** Origin of a response in its group. */
public enum Origin {
    /** Sampled by the policy on this visit. */
    SAMPLED,
    /** A sampled response that was cut and completed again (REA-RL). */
    REVISED,
    /** Replayed from the query's history (R3). */
    REPLAYED,
    /** A copy of a sampled response that replaces an incorrect or failed revision (REA-RL). */
    COPIED
}
