package io.millrace.verify;

import io.millrace.ordered.OrderedSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Distinguishes headings and announcements, such as {@code Explanation} and {@code Final answer:}, from answers. */
final class Headings {
    private static final Set<String> FIRST_WORDS = OrderedSet.of(
            "step",
            "explanation",
            "solution",
            "reasoning",
            "verification",
            "verify",
            "check",
            "checking",
            "note",
            "notes",
            "conclusion",
            "summary",
            "proof",
            "part",
            "case",
            "given",
            "approach",
            "analysis",
            "calculation",
            "calculations",
            "method",
            "problem",
            "question",
            "discussion",
            "remark",
            "remarks",
            "details",
            "derivation",
            "setup",
            "introduction",
            "background",
            "working",
            "work",
            "thinking",
            "thought",
            "thoughts",
            "steps",
            "result",
            "results",
            "final",
            "answer",
            "hint",
            "observation",
            "justification",
            "interpretation",
            "recap",
            "overview",
            "final-answer",
            "why",
            "how",
            "understanding",
            "breakdown",
            "example",
            "context",
            "definition",
            "definitions",
            "equation",
            "equations");

    /** A heading that announces the answer. */
    private static final Pattern ANNOUNCES = Pattern.compile(
            "(?i)(?:the |my |our )?(?:(?:final|correct|short) )?(?:answer|answers|result|solution|conclusion)s?(?: is| are)?(?: as follows| the following)?\\s*:?");

    private static final Pattern DIGIT_OR_MATHS = Pattern.compile("[\\d$\\\\=^]");

    private Headings() {}

    /** Whether a line announces that the answer comes next. */
    static boolean announces(String line) {
        return ANNOUNCES.matcher(line).matches();
    }

    /**
     * Whether a line is the heading of the text after it rather than an answer.
     *
     * @param more whether there is text after it
     */
    static boolean heading(String line, boolean more) {
        if (line.isEmpty()) {
            return true;
        }
        String first = line.split("[^\\p{L}-]", 2)[0].toLowerCase(Locale.ROOT);
        if (FIRST_WORDS.contains(first)) {
            return true;
        }
        boolean words =
                line.strip().indexOf(' ') > 0 && !DIGIT_OR_MATHS.matcher(line).find();
        return more && (line.endsWith(":") || words);
    }
}
