package io.millrace.method.autothink;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Detects degenerate text: an n-gram of words, n up to 30, that is repeated 10 times in a row, or a word of at least 120
 * characters.
 *
 * <p>Words are separated by white space. Needs at most 30 integer comparisons per word, so a response of 30,000 tokens takes
 * milliseconds.
 */
final class DegenerateText {
    private static final int MAX_NGRAM_LENGTH = 30;
    private static final int TIMES = 10;
    private static final int MAX_WORD_LENGTH = 120;

    private DegenerateText() {}

    static boolean in(String text) {
        String[] words = text.strip().split("\\s+");
        for (String word : words) {
            if (word.codePointCount(0, word.length()) >= MAX_WORD_LENGTH) {
                return true;
            }
        }
        return repeats(numbered(words));
    }

    /** Each word replaced by the index of its first occurrence. */
    private static int[] numbered(String... words) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] numbered = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers.putIfAbsent(words[i], i);
            numbered[i] = numbers.get(words[i]);
        }
        return numbered;
    }

    /** n words are repeated k times in a row if each of (k - 1) n consecutive words equals the word n places before it. */
    private static boolean repeats(int... words) {
        for (int n = 1; n <= MAX_NGRAM_LENGTH && n * TIMES <= words.length; n++) {
            int same = 0;
            for (int i = n; i < words.length; i++) {
                same = words[i] == words[i - n] ? same + 1 : 0;
                if (same >= (TIMES - 1) * n) {
                    return true;
                }
            }
        }
        return false;
    }
}
