package io.millrace.torch.learn;

/**
 * What the policy thinks of the tokens of one response. The arrays are owned by this value and must not be written to.
 *
 * @param logProbs nats, one per response token
 * @param entropies nats, one per response token, of the distribution that the log-probs are of
 */
public record TokenScores(float[] logProbs, float[] entropies) {}
