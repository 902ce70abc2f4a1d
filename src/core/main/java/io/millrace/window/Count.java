package io.millrace.window;

import java.util.Locale;

/** Counts of a window. "Own" responses are those sampled on the visit: neither replays nor revisions or their copies. */
public enum Count {
    /** Groups that were graded, wholly or in part. */
    GROUPS,
    /** Own responses with a verdict. */
    RESPONSES,
    /** Correct ones among the responses. */
    CORRECT,
    /** Incorrect ones among the responses. */
    INCORRECT,
    /** Truncated ones among the responses. */
    TRUNCATED,
    /** Groups without replays whose verdicts are all correct. */
    ALL_CORRECT,
    /** Groups without replays whose verdicts are all incorrect. */
    ALL_INCORRECT,
    /** Responses replayed from memory (R3). */
    REPLAYED,
    /** Revisions (REA-RL). */
    REVISED,
    /** Copies that stand for revisions (REA-RL). */
    COPIED,
    /** Groups sampled for a reflection prompt (R3). */
    REFLECTED,
    /** Own responses, graded or not, that arrived after their window of 10 s had been closed. */
    LATE;

    /** The field in records. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
