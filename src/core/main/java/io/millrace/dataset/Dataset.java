package io.millrace.dataset;

import io.millrace.model.Prompt;
import java.util.List;

/** A finite sequence of prompts, accessed by index. Immutable and thread-safe. */
public interface Dataset {
    /** Name in metrics and reports. */
    String name();

    /** Number of prompts n, at least 1. */
    long size();

    /**
     * One prompt.
     *
     * @param index from 0 to n - 1
     */
    Prompt get(long index);

    /** The endless order in which its prompts are visited: epochs over all prompts, unless the sources have weights. */
    default EpochOrder order(long seed) {
        return new PromptOrder(seed, size());
    }

    /** The sources' shares of the visits, in the order of their prompts; empty if every prompt is visited equally often. */
    default List<SourceShare> shares() {
        return List.of();
    }
}
