package io.millrace.report;

/**
 * Makes text of strangers safe to show: prompts, answers, names of files. On a terminal, control characters move the cursor, hide
 * what was written, or set the title; characters that turn the direction of writing show something else than is there.
 */
public final class ControlCharacters {
    private ControlCharacters() {}

    /** The text with each of them written as {@code \}{@code u001b}; line feeds and tabs stay. */
    public static String escape(String text) {
        int first = 0;
        while (first < text.length() && !isEscaped(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped(c)) {
                escaped.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isEscaped(char c) {
        boolean control = c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c <= 0x9f;
        boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x200e || c == 0x200f;
        boolean lineBreak = c == 0x2028 || c == 0x2029;
        return control || direction || lineBreak;
    }
}
