package io.millrace.verify;

import io.millrace.check.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where the answer of a response stands. */
public enum AnswerSource {
    /** In the last {@code \\boxed} or {@code \\fbox}, or in several that are one answer. */
    BOXED,
    /** After the last {@code ####} that is no heading, as in GSM8K. */
    HASHES,
    /** After the last "answer is" or "answer:", up to the end of the sentence, or on the next line. */
    PHRASE,
    /** The last formula, in dollars or the like; never where the prompt asks for a box. */
    FORMULA,
    /** In the last fenced block, between lines that begin with {@code ```} or between two of them on a line. */
    FENCE,
    /** The last line, if it is a choice, as {@code (C)} or {@code C. 12}. */
    LETTER,
    /** The last number, if it is not a part of something larger. */
    NUMBER,
    /** The last line that is not blank. */
    LINE,
    /** All of it. */
    WHOLE;

    private static final List<String> NAMES = Arrays.stream(values())
            .map(source -> source.name().toLowerCase(Locale.ROOT))
            .toList();

    /**
     * Sources by their names in lower case.
     *
     * @param who begins the message if there are none, or others
     */
    public static List<AnswerSource> of(List<String> names, String who) {
        Require.that(
                !names.isEmpty() && NAMES.containsAll(names),
                "%s: sources must be some of %s, were %s",
                who,
                String.join(", ", NAMES),
                names);
        return names.stream()
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
