package io.millrace.token.library;

/**
 * A text as tokens. The arrays are not copied.
 *
 * @param ids of the tokens
 * @param special whether each was added by the post-processor; as many as ids
 */
public record Encoded(int[] ids, boolean[] special) {}
