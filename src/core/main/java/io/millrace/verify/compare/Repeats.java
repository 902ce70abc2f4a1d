package io.millrace.verify.compare;

import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a regular expression with its repeats expanded. RE2 expands repeats, nested ones included, so this length bounds
 * the memory of a pattern and its time per character of a text.
 *
 * <pre>
 *   (a{2}b){3}  is as long as  (aab)(aab)(aab)
 * </pre>
 *
 * <p>A character class and an escaped character count as one character; misread parts never count as shorter than they are.
 */
final class Repeats {
    /** Cap on the length. */
    private static final long ENDLESS = 1_000_000_000;

    private static final int DIGITS = 9;
    private static final Pattern REPEAT = Pattern.compile("\\{(\\d++)(?:,(\\d*+))?\\}");

    private final String pattern;
    private int at;
    private long group;
    private long last;
    private final Deque<Long> outer = new ArrayDeque<>();

    private Repeats(String pattern) {
        this.pattern = pattern;
    }

    /** The length in characters, at most {@value #ENDLESS}. */
    static long length(String pattern) {
        return new Repeats(pattern).length();
    }

    private long length() {
        Matcher repeat = REPEAT.matcher(pattern);
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '(') {
                outer.push(min(ENDLESS, group + last));
                group = 0;
                last = 0;
                at += pattern.startsWith("(?:", at) ? 3 : 1;
            } else if (c == ')' && !outer.isEmpty()) {
                long inner = group + last + 1;
                group = outer.pop();
                last = min(ENDLESS, inner);
                at++;
            } else if (c == '{' && repeat.region(at, pattern.length()).lookingAt()) {
                last = min(ENDLESS, last * times(repeat));
                at = repeat.end();
            } else {
                group = min(ENDLESS, group + last);
                last = 1;
                at = end(c);
            }
        }
        while (!outer.isEmpty()) {
            group += outer.pop();
        }
        return min(ENDLESS, group + last);
    }

    private static long times(Matcher repeat) {
        long least = number(repeat.group(1));
        String most = repeat.group(2);
        if (most == null) {
            return max(1, least);
        }
        return most.isEmpty() ? least + 1 : max(1, max(least, number(most)));
    }

    private static long number(String digits) {
        return digits.length() > DIGITS ? ENDLESS : Long.parseLong(digits);
    }

    /** The end of the character, escape or class that starts here. */
    private int end(char c) {
        if (c == '[') {
            return classEnd();
        }
        if (c != '\\') {
            return at + 1;
        }
        if (pattern.startsWith("\\Q", at)) {
            int quoted = pattern.indexOf("\\E", at);
            int end = quoted < 0 ? pattern.length() : quoted + 2;
            group += end - at;
            return end;
        }
        return escapeEnd(at);
    }

    /** {@code \x{10FFFF}} and {@code \pN} have more than one character after them; braces are not a repeat there. */
    private int escapeEnd(int start) {
        boolean braced = start + 2 < pattern.length()
                && "pPx".indexOf(pattern.charAt(start + 1)) >= 0
                && pattern.charAt(start + 2) == '{';
        int brace = braced ? pattern.indexOf('}', start) : -1;
        return min(pattern.length(), brace < 0 ? start + 2 : brace + 1);
    }

    /** A bracket at the start of a class, an escaped one, and one of {@code [:alpha:]} do not close it. */
    private int classEnd() {
        int i = at + 1;
        i += pattern.startsWith("^", i) ? 1 : 0;
        i += pattern.startsWith("]", i) ? 1 : 0;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            int name = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
            if (name >= 0) {
                i = name + 2;
            } else {
                i = pattern.charAt(i) == '\\' ? escapeEnd(i) : i + 1;
            }
        }
        return min(pattern.length(), i + 1);
    }
}
