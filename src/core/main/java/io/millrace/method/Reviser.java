package io.millrace.method;

import io.millrace.model.SampledGroup;
import java.util.concurrent.CompletableFuture;

/** Adds revised responses to sampled groups. Thread-safe: groups are revised concurrently. */
public interface Reviser extends AutoCloseable {
    /** Revises a group. Never completes exceptionally: a group that cannot be revised is returned unchanged, with the cause. */
    CompletableFuture<RevisedGroup> apply(SampledGroup group);

    @Override
    void close();
}
