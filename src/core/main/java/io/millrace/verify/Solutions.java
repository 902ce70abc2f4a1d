package io.millrace.verify;

import java.util.Optional;

/** Finds the answer in a worked solution, as data sets have them. */
public final class Solutions {
    private Solutions() {}

    /**
     * The answer that a solution gives: in its last box, or in the boxes that are one answer, else behind its last {@code ####}.
     *
     * @return without blanks around it; empty if it has neither
     */
    public static Optional<String> answer(String solution) {
        return Boxes.last(solution)
                .or(() -> Hashes.last(solution))
                .map(String::strip)
                .filter(answer -> !answer.isEmpty());
    }
}
