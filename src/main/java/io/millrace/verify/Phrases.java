package io.millrace.verify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows the last "answer is", "answer:" or heading "Final answer". That an answer is correct, or checked, is no answer, so
 * that an earlier one counts; that it is not known, or wrong, is one.
 */
final class Phrases {
    private static final String[] WORDS = {"answer", "option is", "choice is"};
    private static final int MOST_TRIED = 8;
    private static final int NEAR = 120;

    private static final Pattern SAYS =
            Pattern.compile("(?i)s?(?:\\s+(?:to|of|for|in)\\s[^.\\n:?]{1,80}?)?(?:\\s+(?:is|are|equals"
                    + "|(?:would|must|should|will) be|comes to)\\b|[\\s*_}]*:|\\s*=)");

    /** Behind a heading, or before a formula, where nothing but the word stands on the line. */
    private static final Pattern HEADS = Pattern.compile("(?i)s?(?:[*_}#\\s]*(?:\\n|\\z)|\\s+(?=\\$|\\\\[\\[(]))");

    private static final Pattern ALONE = Pattern.compile(
            "(?i)(?:[\\s#*_>{(]|\\\\[a-z]+\\*?|\\b(?:final|the|my|our|correct|short|so|step|\\d+\\.?)\\b)*");

    /** What is said about an answer that was given before. */
    private static final Pattern CONFIRMED = Pattern.compile(
            "(?i)\\s*(?:indeed |also )?(?:\\w+ly )?(?:right|correct|confirmed|verified|valid"
                    + "|reasonable|consistent|sound|plausible|sensible|certain|final|checked|unique)(?:[.!,;*\\s]*$|[.!,;]?\\s+[A-Za-z(].*)");

    private Phrases() {}

    static Optional<String> last(String text) {
        int from = text.length();
        for (int i = 0; i < MOST_TRIED; i++) {
            int start = -1;
            int end = -1;
            for (String word : WORDS) {
                int at = lastIndexOf(text, word, from - 1);
                if (at > start) {
                    start = at;
                    end = at + word.length();
                }
            }
            if (start < 0) {
                return Optional.empty();
            }
            end = text.charAt(end - 1) == 's' ? end : said(text, start, end);
            if (end >= 0 && !CONFIRMED.matcher(line(text, end)).matches()) {
                return Sentences.from(text, end);
            }
            i -= end < 0 ? 1 : 0;
            from = start;
        }
        return Optional.empty();
    }

    /** Where that begins which the word says; below 0 if it says nothing. */
    private static int said(String text, int start, int end) {
        Matcher says = SAYS.matcher(text).region(end, Math.min(text.length(), end + NEAR));
        if (says.lookingAt()) {
            return says.end();
        }
        Matcher heads = HEADS.matcher(text)
                .region(end, Math.min(text.length(), end + NEAR))
                .useTransparentBounds(true);
        int line = text.lastIndexOf('\n', start) + 1;
        boolean alone =
                start - line <= NEAR && ALONE.matcher(text).region(line, start).matches();
        return alone && heads.lookingAt() ? heads.end() : -1;
    }

    private static String line(String text, int at) {
        int end = text.indexOf('\n', at);
        return text.substring(at, Math.min(end < 0 ? text.length() : end, at + NEAR));
    }

    /** In any case; indices are of the text itself, which lower-casing could make longer. */
    private static int lastIndexOf(String text, String word, int from) {
        int at = Math.min(from, text.length() - word.length());
        while (at >= 0 && !text.regionMatches(true, at, word, 0, word.length())) {
            at--;
        }
        return Math.max(at, -1);
    }
}
