package io.millrace.token.library;

/**
 * An encoded text. The arrays are not copied.
 *
 * @param ids ids of the tokens
 * @param special whether each token was added by the post-processor; same length as {@code ids}
 */
public record EncodedText(int[] ids, boolean[] special) {}
