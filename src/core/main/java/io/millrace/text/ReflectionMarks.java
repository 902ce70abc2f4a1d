package io.millrace.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts the words by which thinking turns back on itself, as REA-RL does (arXiv:2505.19862): in upper or lower case, within
 * other words too, and several with at most {@value #CHAIN} characters and no line feed between one and the next count once.
 */
public final class ReflectionMarks {
    /** Characters, which are code points, between two marks of one chain at most. */
    private static final int CHAIN = 59;

    private final Pattern marks;

    public ReflectionMarks(ThinkingConfig config) {
        marks = Pattern.compile(
                config.marks().stream().map(Pattern::quote).collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Chains of marks in a text. */
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

    /** As Python's {@code .} and {@code len} have it, which the authors' code uses: no other line end than the line feed breaks a chain. */
    private static boolean chained(String text, int from, int to) {
        return to - from <= 2 * CHAIN
                && text.codePointCount(from, to) <= CHAIN
                && text.substring(from, to).indexOf('\n') < 0;
    }

    /**
     * Marks by thinking token.
     *
     * @return n_reflect / n_think_tokens; 0 without thinking
     */
    public double density(Thought thought) {
        return thought.tokens() == 0 ? 0 : (double) count(thought.thinking()) / thought.tokens();
    }
}
