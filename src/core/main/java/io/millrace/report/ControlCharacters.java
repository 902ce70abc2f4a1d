package io.millrace.report;

/**
 * Makes untrusted text safe to display: prompts, answers, file names. On a terminal, control characters move the cursor, hide
 * text, or set the title; bidirectional controls make text look different from its content.
 */
public final class ControlCharacters {
    private ControlCharacters() {}

    /** The text with control characters escaped as {@code \}{@code u001b}; line feeds and tabs are kept. */
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
