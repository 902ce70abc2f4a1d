package io.millrace.serve;

import java.util.List;

/**
 * A token with its log-probability.
 *
 * @param id the token
 * @param logProb in nats, at most 0
 * @param rank 1 for the likeliest token; 0 if unknown
 * @param top the likeliest alternatives, likeliest first, with their ranks; empty if none were requested
 */
public record ScoredToken(int id, float logProb, int rank, List<ScoredToken> top) {
    public ScoredToken {
        top = List.copyOf(top);
    }
}
