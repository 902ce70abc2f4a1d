package io.millrace.dataset;

import io.millrace.model.Prompt;

/** A finite number of prompts by index. Immutable and thread-safe. */
public interface Dataset {
    /** What metrics and reports call it. */
    String name();

    /** Number of prompts n, at least 1. */
    long size();

    /**
     * One prompt.
     *
     * @param index from 0 to n - 1
     */
    Prompt get(long index);

    /** The endless order in which its prompts are visited: epochs of all of them, unless its sources have weights. */
    default VisitOrder order(long seed) {
        return new PromptOrder(seed, size());
    }

    /** What decides the order besides prompts and seed; empty if every prompt is visited equally often. */
    default String mixing() {
        return "";
    }
}
