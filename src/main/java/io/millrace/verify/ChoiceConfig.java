package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.verify.compare.ChoiceComparison;
import io.millrace.verify.compare.ChoiceComparison.Index;
import java.util.List;
import java.util.Map;

/**
 * The same letter of a choice.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param sources where the answer is looked for, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended by itself to be right
 * @param index what a truth that is a number means: {@code none} nothing, {@code zero} that 0 is A, {@code one} that 1 is A
 */
public record ChoiceConfig(String name, List<String> sources, boolean stopped, Index index) implements VerifierConfig {
    public ChoiceConfig {
        VerifierConfig.name("choice", name);
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "choice");
        requireNonNull(index, "index");
    }

    @Override
    public boolean readsAnswers() {
        return true;
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return VerifierConfig.answers("choice", sources, stopped, new ChoiceComparison(index));
    }
}
