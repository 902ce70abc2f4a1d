package io.millrace.verify;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text after the last "answer is", "answer:" or heading "Final answer". A statement that an answer is correct or checked is not
 * an answer, so that an earlier one counts; a statement that it is unknown or wrong is one.
 */
final class Phrases {
    private static final String[] WORDS = {"answer", "option is", "choice is"};
    private static final int MAX_TRIES = 256;
    private static final int NEAR = 120;

    private static final Pattern SAYS =
            Pattern.compile("(?i)s?(?:\\s+(?:to|of|for|in)\\s[^.\\n:?]{1,80}?)?(?:\\s+(?:is|are|equals"
                    + "|(?:would|must|should|will) be|comes to)\\b|[\\s*_}]*:|\\s*=)");

    /** The end of a heading that is alone on its line, or spaces before a formula. */
    private static final Pattern HEADS = Pattern.compile("(?i)s?(?:[*_}#\\s]*(?:\\n|\\z)|\\s+(?=\\$|\\\\[\\[(]))");

    private static final Pattern ALONE = Pattern.compile(
            "(?i)(?:[\\s#*_>{(]|\\\\[a-z]+\\*?|\\b(?:final|the|my|our|correct|short|so|step|\\d+\\.?)\\b)*+");

    /** A remark on an answer that was given before. */
    private static final Pattern CONFIRMED = Pattern.compile(
            "(?i)\\s*(?:indeed |also )?(?:\\w+ly )?(?:right|correct|confirmed|verified|valid"
                    + "|reasonable|consistent|sound|plausible|sensible|certain|final|checked|unique)(?:[.!,;*\\s]*$|[.!,;]?\\s+[A-Za-z(].*)");

    private Phrases() {}

    static Optional<String> last(String text) {
        int[] at = new int[WORDS.length];
        Arrays.fill(at, text.length());
        int word = -1;
        for (int tried = 0; tried < MAX_TRIES; tried++) {
            for (int i = 0; i < WORDS.length; i++) {
                at[i] = word < 0 || word == i ? lastIndexOf(text, WORDS[i], at[i] - 1) : at[i];
            }
            word = latest(at);
            if (at[word] < 0) {
                return Optional.empty();
            }
            int end = at[word] + WORDS[word].length();
            end = word == 0 ? introducedText(text, at[word], end) : end;
            if (end >= 0 && !CONFIRMED.matcher(line(text, end)).matches()) {
                return Sentences.from(text, end);
            }
        }
        return Optional.empty();
    }

    private static int latest(int[] at) {
        int latest = 0;
        for (int i = 1; i < at.length; i++) {
            latest = at[i] > at[latest] ? i : latest;
        }
        return latest;
    }

    /** The start of the text that the word introduces; negative if it introduces nothing. */
    private static int introducedText(String text, int start, int end) {
        Matcher says = SAYS.matcher(text).region(end, Math.min(text.length(), end + NEAR));
        if (says.lookingAt()) {
            return says.end();
        }
        Matcher heads = HEADS.matcher(text)
                .region(end, Math.min(text.length(), end + NEAR))
                .useTransparentBounds(true);
        int line = start;
        while (line > 0 && start - line <= NEAR && text.charAt(line - 1) != '\n') {
            line--;
        }
        boolean alone =
                start - line <= NEAR && ALONE.matcher(text).region(line, start).matches();
        return alone && heads.lookingAt() ? heads.end() : -1;
    }

    private static String line(String text, int at) {
        String near = text.substring(at, Math.min(text.length(), at + NEAR));
        int end = near.indexOf('\n');
        return end < 0 ? near : near.substring(0, end);
    }

    /** Ignores case; indices refer to the original text, since lower-casing could lengthen it. */
    private static int lastIndexOf(String text, String word, int from) {
        int at = Math.min(from, text.length() - word.length());
        while (at >= 0 && !text.regionMatches(true, at, word, 0, word.length())) {
            at--;
        }
        return Math.max(at, -1);
    }
}
