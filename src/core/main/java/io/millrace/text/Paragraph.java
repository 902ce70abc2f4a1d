package io.millrace.text;

import io.millrace.check.Require;

/**
 * A paragraph's position in a text.
 *
 * @param from its first character, from 0
 * @param to one past its last character; the blank line after it is not part of it
 */
public record Paragraph(int from, int to) {
    public Paragraph {
        Require.that(from >= 0 && from < to, "paragraph: must have 0 <= from < to, was %d..%d", from, to);
    }
}
