package io.millrace.task.math;

import io.millrace.Require;
import io.millrace.verify.AnswerSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Options of mathematics.
 *
 * @param sources where the answer of a response is looked for, in this order, at least one: {@code boxed} is the last boxed
 *     text, {@code hashes} what follows the last ####, {@code phrase} what follows the last "answer is" or "answer:"
 * @param stopped whether a response must have ended by itself to be right
 * @param open tag before the thinking, which is thinking.open
 * @param close tag after it, which is thinking.close; the answer is looked for behind the first one only
 */
public record MathConfig(List<String> sources, boolean stopped, String open, String close) {
    private static final List<String> NAMES = Arrays.stream(AnswerSource.values())
            .map(source -> source.name().toLowerCase(Locale.ROOT))
            .toList();

    public MathConfig {
        sources = List.copyOf(sources);
        Require.that(
                !sources.isEmpty() && NAMES.containsAll(sources),
                "math: sources must be some of %s, were %s",
                String.join(", ", NAMES),
                sources);
        Require.that(!open.isBlank(), "math: open must be a tag, was blank");
        Require.that(!close.isBlank(), "math: close must be a tag, was blank");
    }

    /** The sources in their order. */
    public List<AnswerSource> answerSources() {
        return sources.stream()
                .map(name -> AnswerSource.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
