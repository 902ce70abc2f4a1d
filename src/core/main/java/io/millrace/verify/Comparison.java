package io.millrace.verify;

import io.millrace.model.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether an answer says what a truth says. Stateless and thread-safe. */
public interface Comparison {
    /**
     * Compares an answer with one truth. In doubt it is wrong; ungraded only if the truth is what cannot be read.
     *
     * @param answer without the words around it
     */
    Verdict verify(String truth, String answer);

    /**
     * Compares an answer with each truth.
     *
     * @param truths any one of them is right
     * @param answer without the words around it
     * @return wrong if one truth at least could be read and none is met; ungraded if none could be
     */
    default Verdict verify(List<String> truths, String answer) {
        return anyOf(truths, truth -> verify(truth, answer));
    }

    /**
     * The verdict on an answer for which several truths are right, from that for each.
     *
     * @return that of the first truth that is met; else of the first that could be read
     */
    static Verdict anyOf(List<String> truths, Function<String, Verdict> verdictFor) {
        Verdict last = Verdict.ungraded("there is no truth");
        boolean read = false;
        for (String truth : truths) {
            Verdict verdict = verdictFor.apply(truth);
            if (verdict.correct()) {
                return verdict;
            }
            if (!read) {
                last = verdict;
                read = verdict.kind() == Verdict.Kind.WRONG;
            }
        }
        return last;
    }

    /**
     * Why no answer can be compared with a truth.
     *
     * @return empty if answers can be
     */
    default Optional<String> refusal(String truth) {
        return truth.isBlank() ? Optional.of("truth is blank") : Optional.empty();
    }

    /** Whether a text could be an answer at all; where it could not, one is looked for in the next source. */
    default boolean possible(String answer) {
        return true;
    }
}
