package io.millrace.verify.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.Default;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.AnswerVerifier;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierType;
import io.millrace.verify.compare.TextComparison.Same;
import java.util.List;

/**
 * Accepts answers that are the same text.
 *
 * @param sources places to search for the answer, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended on its own to be correct
 * @param same part of a text that is compared: {@code exact} every character; {@code spaces} all characters, with any white space
 *     as one space; {@code words} its words, ignoring case, quotes around them and punctuation after them
 */
public record TextConfig(
        @Default("[boxed, hashes, phrase, whole]") List<String> sources,
        @Default("true") boolean stopped,
        @Default("words") Same same)
        implements VerifierType {
    public TextConfig {
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "text");
        requireNonNull(same, "same");
    }

    @Override
    public boolean readsAnswers() {
        return true;
    }

    @Override
    public Verifier create(VerifierContext context) {
        return AnswerVerifier.of("text", sources, stopped, new TextComparison(same));
    }
}
