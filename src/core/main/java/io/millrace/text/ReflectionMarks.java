package io.millrace.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts words that mark reflection in thinking, as in REA-RL (arXiv:2505.19862): ignoring case, also within other words;
 * successive marks with at most {@value #CHAIN} characters and no line feed between them count once.
 */
public final class ReflectionMarks {
    /** Maximum number of code points between two marks of one chain. */
    private static final int CHAIN = 59;

    private final Pattern marks;

    public ReflectionMarks(ThinkingConfig config) {
        marks = Pattern.compile(
                config.marks().stream().map(Pattern::quote).collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The number of chains of marks in a text. */
    public int count(String text) {
        Matcher mark = marks.matcher(text);
        int chains = 0;
        int end = -1;
        while (mark.find()) {
            boolean joins = end >= 0 && chained(text, end, mark.start());
            if (!joins) {
                chains++;
            }
            end = mark.end();
        }
        return chains;
    }

    /** Follows Python's {@code .} and {@code len}, which the authors' code uses: only a line feed breaks a chain. */
    private static boolean chained(String text, int from, int to) {
        return to - from <= 2 * CHAIN
                && text.codePointCount(from, to) <= CHAIN
                && text.substring(from, to).indexOf('\n') < 0;
    }

    /**
     * Marks per thinking token.
     *
     * @return n_reflect / n_think_tokens; 0 without thinking
     */
    public double density(Thought thought) {
        return thought.tokens() == 0 ? 0 : (double) count(thought.thinking()) / thought.tokens();
    }
}
