package io.millrace.learner;

/** Receives the log-probabilities that the learner computes anyway, before it takes its step. */
@FunctionalInterface
public interface ScoreListener {
    /**
     * A row of the minibatch has been computed; rows without a gradient may be left out.
     *
     * @param row index of the row in the minibatch
     * @param logProbs log-probability of each sampled response token under the weights before the step, in nats, of the distribution that its
     *     behaviour log-probabilities belong to; owned by the listener
     */
    void scored(int row, float... logProbs);
}
