package io.millrace.torch.learn;

/**
 * The policy's scores of the tokens of one response. The arrays are owned by this record and must not be written to.
 *
 * @param logProbs log-probabilities in nats, one per sampled response token
 * @param entropies entropies in nats, one per sampled response token, of the distribution of the log-probs
 */
public record TokenScores(float[] logProbs, float[] entropies) {}
