package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.TokenIds;
import java.util.List;

/**
 * Requests the log-probabilities of candidate tokens at positions in given texts.
 *
 * @param queryId names the request in messages
 * @param texts at least one
 * @param candidates the requested tokens, C of them, at least one
 */
public record ScoringRequest(String queryId, List<Text> texts, TokenIds candidates) {
    /**
     * A text and its positions.
     *
     * @param tokens T tokens, at least 1
     * @param places prefix lengths in tokens, each in 1..T: the token after each prefix is scored; at least one
     */
    public record Text(TokenIds tokens, List<Integer> places) {
        public Text {
            requireNonNull(tokens, "tokens");
            places = List.copyOf(places);
            Require.that(!places.isEmpty(), "scoring: must have at least one position, had none");
            for (int place : places) {
                Require.that(
                        place >= 1 && place <= tokens.size(),
                        "scoring: position must be in 1..%d, was %d",
                        tokens.size(),
                        place);
            }
        }
    }

    public ScoringRequest {
        requireNonNull(queryId, "queryId");
        requireNonNull(candidates, "candidates");
        texts = List.copyOf(texts);
        Require.that(!texts.isEmpty(), "prompt %s: must have at least one text to score, had none", queryId);
        Require.that(candidates.size() >= 1, "prompt %s: must have at least one candidate, had none", queryId);
    }
}
