package io.millrace.text;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A response split into thinking and answer.
 *
 * @param opened whether there was an opening tag, in the response or at the end of its prompt
 * @param closed whether there was a closing tag
 * @param thinking text between the tags, up to the end if it was never closed; empty if it was never opened
 * @param answer text after the closing tag; the whole text if there are no tags, empty if thinking was never closed
 * @param from first token of the thinking, in the response, from 0
 * @param to one past the last token of the thinking, at least {@code from}
 */
public record Thought(boolean opened, boolean closed, String thinking, String answer, int from, int to) {
    public Thought {
        requireNonNull(thinking, "thinking");
        requireNonNull(answer, "answer");
        Require.that(from >= 0 && from <= to, "thought: tokens must be in order, were %d..%d", from, to);
    }

    /** Length of the thinking in tokens, tags excluded. */
    public int tokens() {
        return to - from;
    }
}
