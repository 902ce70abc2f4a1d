package io.millrace.verify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the statement at a position of a text: the rest of the sentence or, if that is empty, the formula or line that follows. */
final class Sentences {
    private static final int MAX_LENGTH = 4_000;
    private static final int NEAR = 200;
    private static final String DECORATION = ":*_`\"\u201c";
    private static final String[][] DISPLAYS = {{"$$", "$$"}, {"\\[", "\\]"}, {"\\(", "\\)"}, {"$", "$"}};

    /** Words before an answer that carry no meaning. */
    private static final Pattern LEAD =
            Pattern.compile("(?i)(?:(?:then|therefore|thus|indeed|simply|just|also|still|now"
                    + "|given by|found to be|equal to|as follows|the following|option|choice)\\b[,:]*\\s*)++");

    /** Text that may follow a formula that is the whole answer: a per cent sign, a unit, the end of the sentence. */
    private static final Pattern UNIT = Pattern.compile("(\\s?(?:\\\\?%|[A-Za-z]{1,12}))?[\\s.,;*_\"\u201d`]*");

    private static final String AFTER = "*_`\"\u201d";
    private static final Pattern EXCLAIMED = Pattern.compile("-?\\d[\\d,.]*!|.*\\$!");

    private Sentences() {}

    /** The statement from a position on: on the same line, else on the next one that is not blank. */
    static Optional<String> from(String text, int start) {
        int at = begin(text, start, lineEnd(text, start));
        if (at == lineEnd(text, start)) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            at = begin(text, at, lineEnd(text, at));
        }
        String line = text.substring(at, Math.min(lineEnd(text, at), at + MAX_LENGTH));
        return Optional.of(formula(text, at).orElseGet(() -> sentence(line))).filter(answer -> !answer.isEmpty());
    }

    /** The start of the answer, after colons, emphasis and words without meaning. */
    private static int begin(String text, int start, int end) {
        Matcher lead = LEAD.matcher(text);
        int at = undecorated(text, start, end);
        while (lead.region(at, Math.min(end, at + NEAR)).lookingAt()) {
            at = undecorated(text, lead.end(), end);
        }
        return at;
    }

    private static int undecorated(String text, int start, int end) {
        int at = start;
        while (at < end && (Character.isWhitespace(text.charAt(at)) || DECORATION.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    /** A displayed or multi-line formula, if nothing except a unit follows on its last line. */
    private static Optional<String> formula(String text, int at) {
        for (String[] display : DISPLAYS) {
            if (text.startsWith(display[0], at)) {
                int from = at + display[0].length();
                int end = text.indexOf(display[1], from);
                boolean fits = end >= 0
                        && end - at <= MAX_LENGTH
                        && !text.substring(from, end).isBlank();
                if (!fits) {
                    return Optional.empty();
                }
                int after = end + display[1].length();
                Matcher unit = UNIT.matcher(text.substring(after, Math.min(lineEnd(text, after), after + MAX_LENGTH)));
                boolean inline = display[0].length() == 1 && lineEnd(text, at) > end;
                return inline || !unit.matches()
                        ? Optional.empty()
                        : Optional.of(text.substring(from, end).strip()
                                + (unit.group(1) == null
                                        ? ""
                                        : " " + unit.group(1).strip()));
            }
        }
        return Optional.empty();
    }

    private static int lineEnd(String text, int at) {
        int line = text.indexOf('\n', at);
        return line < 0 ? text.length() : line;
    }

    private static String withoutEnd(String text) {
        int end = text.length();
        while (end > 0 && (Character.isWhitespace(text.charAt(end - 1)) || AFTER.indexOf(text.charAt(end - 1)) >= 0)) {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * The first sentence of a line, without emphasis and final punctuation. A number with an exclamation mark does not count as a
     * factorial here.
     */
    static String sentence(String line) {
        int end = line.indexOf(". ");
        String answer =
                (end < 0 ? line : line.substring(0, end)).replace("**", "").strip();
        answer = withoutEnd(answer);
        if (answer.endsWith(".")) {
            answer = answer.substring(0, answer.length() - 1).strip();
        }
        answer = withoutEnd(answer);
        return EXCLAIMED.matcher(answer).matches() ? answer.substring(0, answer.length() - 1) : answer;
    }
}
