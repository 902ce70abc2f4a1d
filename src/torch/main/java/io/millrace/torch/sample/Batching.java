package io.millrace.torch.sample;

import io.millrace.check.Require;

/** The batching policy: which responses are decoded together. */
public sealed interface Batching {
    /**
     * Requests join and leave between decode blocks; this is the fastest policy. A response's tokens do not depend on
     * the rest of the
     * batch, except through the rounding of float32 sums, which may differ with the shape of the batch.
     *
     * @param rows maximum number of responses decoded at once, at least 1
     */
    record Continuous(int rows) implements Batching {
        public Continuous {
            Require.that(rows >= 1, "batching: rows must be >= 1, was %d", rows);
        }
    }

    /**
     * Each group is decoded alone: the shapes of its batch are a function of the request and the weights alone, and so
     * is the output, bit for bit, on the same machine with the same number of threads.
     */
    record Group() implements Batching {}
}
