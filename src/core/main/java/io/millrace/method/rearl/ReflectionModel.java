package io.millrace.method.rearl;

import io.millrace.model.PromptVisit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Judges where thinking has reached its final result. Thread-safe. */
public interface ReflectionModel extends AutoCloseable {
    /**
     * The probability that the final result has been reached in each paragraph.
     *
     * @param visit the visit whose responses these are
     * @param thinking by response, the texts of its paragraphs in order, each with the blank lines before it; at least one
     *     paragraph each
     * @return by response and paragraph, in [0, 1], empty for a response that is too long for the model; fails with the cause
     */
    CompletableFuture<List<double[]>> reached(PromptVisit visit, List<List<String>> thinking);

    @Override
    void close();
}
