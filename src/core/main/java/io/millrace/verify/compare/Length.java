package io.millrace.verify.compare;

import io.millrace.model.Verdict;
import java.util.Optional;

/** The maximum length of an answer: longer ones are incorrect, so that the work per answer is bounded. */
final class Length {
    /** Default maximum, in characters. */
    static final int MAX_CHARACTERS = 100_000;

    private Length() {}

    /**
     * The verdict on an answer that is too long.
     *
     * @param most maximum length of an answer, in characters
     * @return empty if it is not
     */
    static Optional<Verdict> refusal(String answer, int most) {
        return answer.length() <= most
                ? Optional.empty()
                : Optional.of(
                        new Verdict(Verdict.Kind.INCORRECT, "answer has more than %d characters".formatted(most)));
    }
}
