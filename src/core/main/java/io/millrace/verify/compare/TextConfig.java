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
 * The same text.
 *
 * @param sources where the answer is looked for, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended by itself to be right
 * @param same what of a text counts: {@code exact} every character, {@code spaces} all but how blank it is, {@code words} its
 *     words in upper or lower case, without quotes around them and without the full stops, commas and the like behind them
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
