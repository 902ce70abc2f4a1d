package io.millrace.server;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;

/** The policy itself, which servers with its weights must agree with. */
@FunctionalInterface
interface Reference extends AutoCloseable {
    /**
     * Log-probabilities of a response under the weights of a version, at temperature 1.
     *
     * @return one per response token, in nats
     * @throws PolicyException if they cannot be computed
     */
    float[] logProbs(PolicyVersion version, TokenIds prompt, TokenIds response);

    @Override
    default void close() {}
}
