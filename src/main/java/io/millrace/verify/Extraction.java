package io.millrace.verify;

import io.millrace.verify.compare.Choices;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the answer in what a response says after its thinking: the last one of the first source that has any. Reads a text once
 * for each source, without going back.
 */
public final class Extraction {
    private static final String HASHES = "####";
    private static final String FENCE = "```";

    private static final String[] PHRASES = {"answer is", "answer:", "answer**:", "answer:**"};
    private static final String[] BOXES = {"\\boxed", "\\fbox", "\\framebox"};

    private final List<AnswerSource> sources;

    /** @param sources in the order in which they are tried */
    public Extraction(List<AnswerSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The answer, without blanks around it; empty if there is none. */
    public Optional<String> answer(String text) {
        return answer(text, any -> true);
    }

    /**
     * The answer, of those that could be one.
     *
     * @param possible whether what a source has could be an answer, else the next source is tried
     * @return without blanks around it; empty if there is none
     */
    public Optional<String> answer(String text, Predicate<String> possible) {
        for (AnswerSource source : sources) {
            Optional<String> answer =
                    switch (source) {
                        case BOXED -> boxed(text);
                        case HASHES -> after(text, text.lastIndexOf(HASHES), HASHES.length());
                        case PHRASE -> phrase(text);
                        case FENCE -> fence(text);
                        case LETTER ->
                            lastLine(text).filter(line -> Choices.line(line).isPresent());
                        case NUMBER -> LastNumber.of(text);
                        case LINE -> lastLine(text);
                        case WHOLE -> text.isBlank() ? Optional.empty() : Optional.of(text);
                    };
            answer = answer.map(String::strip).filter(possible);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> boxed(String text) {
        int start = -1;
        int length = 0;
        for (String box : BOXES) {
            int at = text.lastIndexOf(box);
            if (at > start) {
                start = at;
                length = box.length();
            }
        }
        if (start < 0) {
            return Optional.empty();
        }
        int at = start + length;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != '{') {
            return Optional.of(word(text, at));
        }
        return Optional.of(braced(text, at + 1));
    }

    /** {@code \boxed 5}. */
    private static String word(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        return text.substring(start, end);
    }

    /** Up to the brace that closes; where it is missing, to the end of the line or of the mathematics. */
    private static String braced(String text, int start) {
        int level = 1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                level++;
            } else if (c == '}') {
                level--;
                if (level == 0) {
                    return text.substring(start, i);
                }
            }
        }
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '$') {
            end++;
        }
        return text.substring(start, end);
    }

    private static Optional<String> phrase(String text) {
        int start = -1;
        int length = 0;
        for (String phrase : PHRASES) {
            int at = lastIndexOf(text, phrase);
            if (at > start) {
                start = at;
                length = phrase.length();
            }
        }
        return after(text, start, length);
    }

    /** In any case; indices are of the text itself, which lower-casing could make longer. */
    private static int lastIndexOf(String text, String phrase) {
        int at = text.length() - phrase.length();
        while (at >= 0 && !text.regionMatches(true, at, phrase, 0, phrase.length())) {
            at--;
        }
        return Math.max(at, -1);
    }

    /** What follows on the same line, without emphasis, a colon or the full stop. */
    private static Optional<String> after(String text, int start, int length) {
        if (start < 0) {
            return Optional.empty();
        }
        int line = text.indexOf('\n', start + length);
        String rest = text.substring(start + length, line < 0 ? text.length() : line);
        int sentence = rest.indexOf(". ");
        String answer = (sentence < 0 ? rest : rest.substring(0, sentence))
                .replace("**", "")
                .strip();
        if (answer.startsWith(":")) {
            answer = answer.substring(1).strip();
        }
        if (answer.endsWith(".")) {
            answer = answer.substring(0, answer.length() - 1).strip();
        }
        return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
    }

    /** What the last fence encloses; one that does not end goes on to the end of the text, and counts if it holds anything. */
    private static Optional<String> fence(String text) {
        String last = null;
        StringBuilder open = null;
        for (String line : text.split("\n", -1)) {
            if (!line.stripLeading().startsWith(FENCE)) {
                if (open != null) {
                    open.append(line).append('\n');
                }
            } else if (open != null) {
                last = open.toString();
                open = null;
            } else if (fenced(line).isPresent()) {
                last = fenced(line).get();
            } else {
                open = new StringBuilder();
            }
        }
        boolean goesOn = open != null && !open.toString().isBlank();
        return Optional.ofNullable(goesOn ? open.toString() : last);
    }

    /** What a fence encloses that opens and closes on a line. */
    private static Optional<String> fenced(String line) {
        String inner = line.strip().substring(FENCE.length());
        if (!inner.endsWith(FENCE)) {
            return Optional.empty();
        }
        inner = inner.substring(0, inner.length() - FENCE.length());
        return inner.isBlank() || inner.indexOf('`') >= 0 ? Optional.empty() : Optional.of(inner);
    }

    private static Optional<String> lastLine(String text) {
        String rest = text.stripTrailing();
        String line = rest.substring(rest.lastIndexOf('\n') + 1).strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }
}
