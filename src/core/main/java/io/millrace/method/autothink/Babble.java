package io.millrace.method.autothink;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Text that says nothing: an n-gram of words that stands 10 times in a row, n up to 30, or a word of 120 characters or more.
 *
 * <p>Words are what white space parts. Takes 30 comparisons of numbers a word at most, so a response of 30,000 tokens is done in
 * milliseconds.
 */
final class Babble {
    private static final int LONGEST_NGRAM = 30;
    private static final int TIMES = 10;
    private static final int MONSTER = 120;

    private Babble() {}

    static boolean in(String text) {
        String[] words = text.strip().split("\\s+");
        for (String word : words) {
            if (word.codePointCount(0, word.length()) >= MONSTER) {
                return true;
            }
        }
        return repeats(numbered(words));
    }

    /** Each word by its first place. */
    private static int[] numbered(String... words) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] numbered = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers.putIfAbsent(words[i], i);
            numbered[i] = numbers.get(words[i]);
        }
        return numbered;
    }

    /** n words stand k times in a row where (k - 1) n words in a row are the same as those n places before. */
    private static boolean repeats(int... words) {
        for (int n = 1; n <= LONGEST_NGRAM && n * TIMES <= words.length; n++) {
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
