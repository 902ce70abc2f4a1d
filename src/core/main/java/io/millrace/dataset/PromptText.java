package io.millrace.dataset;

import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The question of a prompt as one text. System turns are left out: they describe the answer format and differ between files. */
public final class PromptText {
    private static final String SYSTEM = "system";
    /** Signs that change the question. */
    private static final String ASKED = "+-<>=/*^";
    /** Signs that change the accepted answer. */
    private static final String ACCEPTED = "+-<>=/.,";
    /** Empty sub- and superscripts, which some files use for blanks to fill in. */
    private static final Pattern EMPTY_SCRIPT = Pattern.compile("[_^]\\{\\s*}");
    /** Hyphen, figure dash, en dash and minus. */
    private static final Pattern MINUS = Pattern.compile("[\\u2010\\u2012\\u2013\\u2212]");

    private PromptText() {}

    /** The turns of a prompt, one after another. */
    public static String of(Prompt prompt) {
        return prompt.messages().stream()
                .filter(message -> !message.role().equals(SYSTEM))
                .map(ChatMessage::content)
                .collect(Collectors.joining("\n"));
    }

    /** Only the letters and digits of a prompt, which do not depend on typesetting. */
    static String normalized(Prompt prompt) {
        return kept(of(prompt), "");
    }

    /**
     * The question of a prompt, including the signs that distinguish problems with the same letters and digits, and its
     * accepted answers; empty
     * if it has no question.
     */
    static String problem(Prompt prompt) {
        String asked = kept(of(prompt), ASKED);
        return asked.isEmpty()
                ? ""
                : Stream.concat(Stream.of(asked), prompt.truths().stream().map(truth -> kept(truth, ACCEPTED)))
                        .collect(Collectors.joining("\n"));
    }

    /**
     * A text's letters, digits and some signs, in lower case. Characters that differ only in form, such as x² and x2, are equal
     * (Unicode's NFKC), and so are short dashes used as a minus.
     */
    private static String kept(String text, String signs) {
        StringBuilder kept = new StringBuilder();
        String oneForm = Normalizer.normalize(text, Normalizer.Form.NFKC);
        MINUS.matcher(EMPTY_SCRIPT.matcher(oneForm).replaceAll(""))
                .replaceAll("-")
                .codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || signs.indexOf(c) >= 0)
                .forEach(kept::appendCodePoint);
        return kept.toString().toLowerCase(Locale.ROOT);
    }
}
