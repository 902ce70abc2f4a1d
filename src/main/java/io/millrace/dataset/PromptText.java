package io.millrace.dataset;

import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a prompt asks, as one text. System turns are left out: they say how to answer, and differ between files. */
public final class PromptText {
    private static final String SYSTEM = "system";

    private PromptText() {}

    /** Its turns, one after another. */
    public static String of(Prompt prompt) {
        return prompt.messages().stream()
                .filter(message -> !message.role().equals(SYSTEM))
                .map(ChatMessage::content)
                .collect(Collectors.joining("\n"));
    }

    /**
     * Its letters and digits alone, in lower case: what stays the same however a text is set. Characters that are the same but
     * for their form, such as x² and x2, are one (Unicode's NFKC).
     */
    static String normalized(String text) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(kept::appendCodePoint);
        return kept.toString().toLowerCase(Locale.ROOT);
    }
}
