package io.millrace.task.digits;

import io.millrace.check.Require;
import io.millrace.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An arithmetic sequence modulo M, as requested by a prompt {@code a,b:M,n}.
 *
 * @param first term a, at least 0
 * @param second term b, at least 0
 * @param modulus M, at least 1
 * @param wanted number of further terms n, at least 0
 */
record Sequence(int first, int second, int modulus, int wanted) {
    private static final Pattern PROMPT = Pattern.compile("(\\d{1,6}),(\\d{1,6}):(\\d{1,6}),(\\d{1,4})");

    Sequence {
        Require.that(modulus >= 1, "digits: modulus must be >= 1, was %d", modulus);
    }

    /**
     * Parses the sequence that a prompt requests in its last message.
     *
     * @throws IllegalArgumentException if it requests something else
     */
    static Sequence of(Prompt prompt) {
        String text =
                prompt.messages().get(prompt.messages().size() - 1).content().strip();
        Matcher parts = PROMPT.matcher(text);
        Require.that(
                parts.matches(),
                "prompt %s: must have the form a,b:M,n, was %s",
                prompt.queryId(),
                text.length() <= 40 ? text : text.substring(0, 40));
        return new Sequence(number(parts, 1), number(parts, 2), number(parts, 3), number(parts, 4));
    }

    /** The prompt's text. */
    String text() {
        return first + "," + second + ":" + modulus + "," + wanted;
    }

    /** The n terms after b: {@code (b + k d) mod M} for k from 1, with {@code d = (b - a) mod M}. */
    List<Integer> terms() {
        long difference = Math.floorMod(second - first, modulus);
        List<Integer> terms = new ArrayList<>();
        for (int k = 1; k <= wanted; k++) {
            terms.add((int) Math.floorMod(second + k * difference, (long) modulus));
        }
        return terms;
    }

    /** The terms joined by commas; empty if none is requested. */
    String answer() {
        return String.join(",", terms().stream().map(String::valueOf).toList());
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
