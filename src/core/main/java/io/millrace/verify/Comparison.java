package io.millrace.verify;

import io.millrace.model.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides whether an answer is equivalent to a truth. Stateless and thread-safe. */
public interface Comparison {
    /**
     * Compares an answer with one truth. When in doubt, the answer is incorrect; it is ungraded only if the truth cannot be parsed.
     *
     * @param answer without the words around it
     */
    Verdict verify(String truth, String answer);

    /**
     * Compares an answer with each truth.
     *
     * @param truths any one of them is accepted
     * @param answer without the words around it
     * @return incorrect if at least one truth could be parsed and none matches; ungraded if none could be parsed
     */
    default Verdict verify(List<String> truths, String answer) {
        return anyOf(truths, truth -> verify(truth, answer));
    }

    /**
     * The verdict on an answer with several accepted truths, from the verdict for each.
     *
     * @return the verdict of the first truth that matches, otherwise of the first that could be parsed
     */
    static Verdict anyOf(List<String> truths, Function<String, Verdict> verdictFor) {
        Verdict last = Verdict.ungraded("prompt has no truth");
        boolean read = false;
        for (String truth : truths) {
            Verdict verdict = verdictFor.apply(truth);
            if (verdict.correct()) {
                return verdict;
            }
            if (!read) {
                last = verdict;
                read = verdict.kind() == Verdict.Kind.INCORRECT;
            }
        }
        return last;
    }

    /**
     * The reason why no answer can be compared with a truth.
     *
     * @return empty if answers can be
     */
    default Optional<String> refusal(String truth) {
        return truth.isBlank() ? Optional.of("truth is blank") : Optional.empty();
    }

    /** Whether a text could be an answer at all; if not, the next source is tried. */
    default boolean possible(String answer) {
        return true;
    }
}
