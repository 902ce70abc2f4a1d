package io.millrace.verify.math;

import io.millrace.verify.Solutions;

/** Cleans truths of data sets: those with doubled backslashes, and whole solutions with a boxed answer. */
final class Truths {
    private static final String[] BOXES = {"\\boxed", "\\fbox", "\\framebox"};
    private static final String ESCAPED = "{}$%()[],;:!| ";

    private Truths() {}

    /** The answer in a truth, without the text around it. */
    static String answer(String truth) {
        String plain = single(truth);
        boolean solution = plain.contains("####");
        for (int i = 0; i < BOXES.length && plain.contains("box"); i++) {
            solution |= plain.contains(BOXES[i]);
        }
        return solution ? Solutions.answer(plain).orElse(plain) : plain;
    }

    /** Replaces doubled backslashes by single ones if all are doubled, as in texts that were escaped once too often. */
    static String single(String text) {
        if (!text.contains("\\\\")) {
            return text;
        }
        boolean command = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                if (i + 1 >= text.length() || text.charAt(i + 1) != '\\') {
                    return text;
                }
                char next = i + 2 < text.length() ? text.charAt(i + 2) : ' ';
                command |= Character.isLetter(next) || next != ' ' && ESCAPED.indexOf(next) >= 0;
                i++;
            }
        }
        return command ? text.replace("\\\\", "\\") : text;
    }
}
