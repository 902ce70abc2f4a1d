package io.millrace.verify;

import java.util.Optional;

/** Extracts the answer from a worked solution in a data set. */
public final class Solutions {
    private Solutions() {}

    /**
     * The answer of a solution: the content of its last box, or of the boxes that form one answer; without a box, the text after
     * its last {@code ####}.
     *
     * @return the answer, stripped; empty if the solution has neither
     */
    public static Optional<String> answer(String solution) {
        return Boxes.last(solution)
                .or(() -> Hashes.last(solution))
                .map(String::strip)
                .filter(answer -> !answer.isEmpty());
    }
}
