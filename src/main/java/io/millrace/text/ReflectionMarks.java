package io.millrace.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts the words by which thinking turns back on itself, as REA-RL does (arXiv:2505.19862): in upper or lower case, within
 * other words too, and several on one line with at most {@value #CHAIN} characters between one and the next count once.
 */
public final class ReflectionMarks {
    /** Characters between two marks of one chain at most. */
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
            boolean joins = end >= 0 && mark.start() - end <= CHAIN && oneLine(text, end, mark.start());
            if (!joins) {
                chains++;
            }
            end = mark.end();
        }
        return chains;
    }

    private static boolean oneLine(String text, int from, int to) {
        return text.substring(from, to).chars().noneMatch(c -> c == '\n' || c == '\r');
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
