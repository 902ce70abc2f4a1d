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
 * Accepts answers that choose the same letter.
 *
 * @param sources places to search for the answer, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended on its own to be correct
 * @param index meaning of a truth that is a number: {@code none} rejects it, {@code zero} counts from 0 for A, {@code one} from 1
 *     for A
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
