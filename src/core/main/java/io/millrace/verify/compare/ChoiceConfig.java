package io.millrace.verify.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.Default;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.AnswerVerifier;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierType;
import io.millrace.verify.compare.ChoiceComparison.Index;
import java.util.List;

/**
 * The same letter of a choice.
 *
 * @param sources where the answer is looked for, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended by itself to be right
 * @param index what a truth that is a number means: {@code none} nothing, {@code zero} that 0 is A, {@code one} that 1 is A
 */
public record ChoiceConfig(
        @Default("[boxed, phrase, letter]") List<String> sources,
        @Default("true") boolean stopped,
        @Default("none") Index index)
        implements VerifierType {
    public ChoiceConfig {
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "choice");
        requireNonNull(index, "index");
    }

    @Override
    public boolean readsAnswers() {
        return true;
    }

    @Override
    public Verifier create(VerifierContext context) {
        return AnswerVerifier.of("choice", sources, stopped, new ChoiceComparison(index));
    }
}
