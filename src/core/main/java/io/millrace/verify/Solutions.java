package io.millrace.verify;

import java.util.Optional;

/** Finds the answer in a worked solution, as found in data sets. */
public final class Solutions {
    private Solutions() {}

    /**
     * The answer that a solution gives: in its last box, or in the boxes that form one answer, otherwise after its last
     * {@code ####}.
     *
     * @return stripped; empty if it has neither
     */
    public static Optional<String> answer(String solution) {
        return Boxes.last(solution)
                .or(() -> Hashes.last(solution))
                .map(String::strip)
                .filter(answer -> !answer.isEmpty());
    }
}
