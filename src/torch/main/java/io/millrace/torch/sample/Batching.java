package io.millrace.torch.sample;

import io.millrace.check.Require;

/** Which responses are decoded together. */
public sealed interface Batching {
    /**
     * Requests join and leave between decode blocks: the fastest. A response's tokens do not depend on its company but for
     * the rounding of float32 sums, which may differ with the shape of the batch.
     *
     * @param rows responses decoded at once at most, at least 1
     */
    record Continuous(int rows) implements Batching {
        public Continuous {
            Require.that(rows >= 1, "batching: rows must be >= 1, was %d", rows);
        }
    }

    /**
     * Each group is decoded alone: the shapes of its batch are a function of the request and the weights alone, and so is,
     * bit for bit, what comes out on the same machine with the same number of threads.
     */
    record Group() implements Batching {}
}
