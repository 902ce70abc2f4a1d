package io.millrace.verify;

import static java.util.Objects.requireNonNull;

/**
 * What a verifier sees of a response.
 *
 * @param text all of it, special tokens left out
 * @param said what stands behind the thinking; all of it if there is no thinking, nothing if the thinking does not end
 * @param stopped whether the policy ended it by itself, not the token limit
 */
public record Reply(String text, String said, boolean stopped) {
    public Reply {
        requireNonNull(text, "text");
        requireNonNull(said, "said");
    }

    /** A reply that ended by itself, without thinking. */
    public static Reply of(String text) {
        return new Reply(text, text, true);
    }
}
