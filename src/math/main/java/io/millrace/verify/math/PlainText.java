package io.millrace.verify.math;

import java.util.Locale;

/** Answers as plain text, for truths that are words and for comparing the notation of two answers. */
final class PlainText {
    private static final String[] FONT_COMMANDS = {
        "\\textbf", "\\textit", "\\textrm", "\\textnormal", "\\text", "\\mathrm", "\\mathbf", "\\mbox"
    };
    private static final String[] SPACING = {"\\left", "\\right", "\\!", "\\displaystyle"};
    private static final String[] BLANKS = {"\\(", "\\)", "\\,", "\\;", "\\:", "\\ ", "\\quad", "$", "~"};

    private PlainText() {}

    /** The words of an answer in lower case, with single spaces, without punctuation or a leading article. */
    static String words(String text) {
        String plain = text;
        for (String type : FONT_COMMANDS) {
            plain = plain.replace(type, " ");
        }
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean minus = c == '-' && i + 1 < plain.length() && Character.isDigit(plain.charAt(i + 1));
            if (Character.isLetterOrDigit(c) || minus || "\\^_+=<>/%".indexOf(c) >= 0) {
                words.append(c);
            } else if (c != '.'
                    && c != '"'
                    && c != '\''
                    && !words.isEmpty()
                    && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        String read = words.toString().strip().toLowerCase(Locale.ROOT);
        return read.replaceFirst("^(an?|the) ", "");
    }

    /**
     * The notation of an answer without white space and spacing commands. One space is kept between two letters or digits, and after
     * a comma, which could otherwise be read as a thousands separator.
     */
    static String shape(String text) {
        String plain = text.strip();
        for (String spacing : SPACING) {
            plain = plain.replace(spacing, "");
        }
        for (String blank : BLANKS) {
            plain = plain.replace(blank, " ");
        }
        plain = plain.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac");
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (!Character.isWhitespace(c)) {
                boolean apart = i > 0
                        && Character.isWhitespace(plain.charAt(i - 1))
                        && Character.isLetterOrDigit(c)
                        && !shape.isEmpty()
                        && (Character.isLetterOrDigit(shape.charAt(shape.length() - 1))
                                || shape.charAt(shape.length() - 1) == ',');
                shape.append(apart ? " " : "").append(c);
            }
        }
        int end = shape.length();
        while (end > 0 && ".,".indexOf(shape.charAt(end - 1)) >= 0) {
            end--;
        }
        return shape.substring(0, end);
    }
}
