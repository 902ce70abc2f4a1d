package io.millrace.verify;

import static java.util.Objects.requireNonNull;

/**
 * The text of a response, as a verifier sees it.
 *
 * @param text the whole response, without special tokens
 * @param afterThinking text after the thinking; the whole response if there is no thinking, empty if the thinking does not end
 * @param stopped whether the policy ended the response itself; false if the token limit did
 */
public record ResponseText(String text, String afterThinking, boolean stopped) {
    public ResponseText {
        requireNonNull(text, "text");
        requireNonNull(afterThinking, "afterThinking");
    }

    /** A response that ended on its own, without thinking. */
    public static ResponseText of(String text) {
        return new ResponseText(text, text, true);
    }
}
