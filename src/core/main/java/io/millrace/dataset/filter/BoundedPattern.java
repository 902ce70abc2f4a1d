package io.millrace.dataset.filter;

import io.millrace.check.Require;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression with a bounded search: if a search exceeds a fixed number of steps, as {@code .*.*.*.*b} does on a long run
 * of {@code a}, it is rejected.
 */
final class BoundedPattern {
    /** Maximum number of character accesses, including repeated ones: about 10 ms. */
    private static final int MAX_STEPS = 1_000_000;

    private final Pattern pattern;

    /**
     * @param who subject of the message
     * @throws IllegalArgumentException if the text is not a regular expression
     */
    BoundedPattern(String who, String text) {
        Require.that(!text.isEmpty(), "%s: pattern must not be empty", who);
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "%s: pattern must be a regular expression, was %s: %s".formatted(who, text, e.getDescription()), e);
        }
    }

    /**
     * Whether a text contains a match.
     *
     * @throws IllegalArgumentException if the search takes too long
     */
    boolean in(String text) {
        try {
            return pattern.matcher(new Counted(text, 0, text.length(), new int[1]))
                    .find();
        } catch (TooManySteps | StackOverflowError e) {
            // Java's matcher recurses on groups that repeat: both mean that the expression is too expensive for this
            // text.
            throw new IllegalArgumentException(
                    "pattern %s was not decided within %d steps: write it with fewer repetitions"
                            .formatted(pattern, MAX_STEPS),
                    e);
        }
    }

    /** A text that counts character accesses. */
    private record Counted(CharSequence text, int from, int to, int[] steps) implements CharSequence {
        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (++steps[0] > MAX_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text, from + start, from + end, steps);
        }

        @Override
        public String toString() {
            return text.subSequence(from, to).toString();
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("", null, false, false);
        }
    }
}
