package io.millrace.token.library;

import io.millrace.ordered.OrderedSet;
import java.util.Set;

/**
 * Split patterns of common models that are safe for any text of {@link TokenLibrary#MAX_TEXT_LENGTH} characters.
 *
 * <p>The library's engine (Oniguruma) aborts the process after 10 million backtracking steps within one match. In these
 * patterns every repetition is followed by characters that it cannot match itself, by the end of the alternative, or by
 * at most one more repetition that shares characters with it, so that a match backtracks at most a few times over its
 * length.
 */
final class KnownPatterns {
    private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String LETTERS_AND_MARKS =
            CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|%s" + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" + SPACES;
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";

    /** Three digits per token: GPT-4, Llama 3. */
    static final String LLAMA_3 = LETTERS_AND_MARKS.formatted("\\p{N}{1,3}");
    /** One digit per token: Qwen2, Qwen3, the Qwen distillations of DeepSeek-R1. */
    static final String QWEN_2 = LETTERS_AND_MARKS.formatted("\\p{N}");
    /** Words split at capitals: GPT-4o, Llama 4. */
    static final String GPT_4O = "[^\\r\\n\\p{L}\\p{N}]?" + UPPER + "*" + LOWER + "+" + CONTRACTIONS + "?"
            + "|[^\\r\\n\\p{L}\\p{N}]?" + UPPER + "+" + LOWER + "*" + CONTRACTIONS + "?"
            + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" + SPACES;
    /** The last of three patterns of DeepSeek-V3 and R1. */
    static final String DEEPSEEK = "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+"
            + "|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*" + SPACES;

    static final Set<String> ALL = OrderedSet.of(
            LLAMA_3,
            QWEN_2,
            GPT_4O,
            DEEPSEEK,
            "\\p{N}{1,3}",
            "\\p{N}",
            "\\s",
            "\\d",
            "[\\r\\n]",
            "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+");

    private KnownPatterns() {}
}
