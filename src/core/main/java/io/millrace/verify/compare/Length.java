package io.millrace.verify.compare;

import io.millrace.model.Verdict;
import java.util.Optional;

/** The length beyond which an answer is wrong whatever it says, so that the work on it is bounded. */
final class Length {
    /** In characters, where nothing else is said. */
    static final int MOST = 100_000;

    private Length() {}

    /**
     * The verdict on an answer that is too long.
     *
     * @param most characters that an answer may have
     * @return empty if it is not
     */
    static Optional<Verdict> refusal(String answer, int most) {
        return answer.length() <= most
                ? Optional.empty()
                : Optional.of(new Verdict(Verdict.Kind.WRONG, "answer has more than %d characters".formatted(most)));
    }
}
