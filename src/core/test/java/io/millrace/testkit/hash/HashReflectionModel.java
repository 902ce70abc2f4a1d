package io.millrace.testkit.hash;

import io.millrace.method.rearl.ReflectionModel;
import io.millrace.model.PolicyException;
import io.millrace.model.PromptVisit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds the result in every paragraph, and fails on every fifth visit of a query. */
final class HashReflectionModel implements ReflectionModel {
    private static final int FAILS = 5;

    @Override
    public CompletableFuture<List<double[]>> reached(PromptVisit visit, List<List<String>> thinking) {
        if (visit.visit() % FAILS == FAILS - 1) {
            return CompletableFuture.failedFuture(new PolicyException("hash reflection model: visit " + visit.visit()));
        }
        return CompletableFuture.completedFuture(thinking.stream()
                .map(paragraphs -> paragraphs.stream().mapToDouble(text -> 1).toArray())
                .toList());
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
