package io.millrace.verify;

import static java.util.Objects.requireNonNull;

/**
 * The text of a response, as a verifier sees it.
 *
 * @param text all of it, special tokens left out
 * @param afterThinking what follows the thinking; all of it if there is no thinking, nothing if the thinking does not end
 * @param stopped whether the policy ended it by itself, not the token limit
 */
public record ResponseText(String text, String afterThinking, boolean stopped) {
    public ResponseText {
        requireNonNull(text, "text");
        requireNonNull(afterThinking, "afterThinking");
    }

    /** A response that ended by itself, without thinking. */
    public static ResponseText of(String text) {
        return new ResponseText(text, text, true);
    }
}
