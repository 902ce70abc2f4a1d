package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.TokenIds;
import java.util.List;

/**
 * Places in given texts where a policy is asked how likely some tokens are to come next.
 *
 * @param queryId names the request in messages
 * @param texts at least one
 * @param candidates the tokens asked for, C of them, at least one
 */
public record ScoringRequest(String queryId, List<Text> texts, TokenIds candidates) {
    /**
     * A text and its places.
     *
     * @param tokens T tokens, at least 1
     * @param places numbers of first tokens, each in 1..T: what may come after them is asked for; at least one
     */
    public record Text(TokenIds tokens, List<Integer> places) {
        public Text {
            requireNonNull(tokens, "tokens");
            places = List.copyOf(places);
            Require.that(!places.isEmpty(), "scoring: places must be at least one, were none");
            for (int place : places) {
                Require.that(
                        place >= 1 && place <= tokens.size(),
                        "scoring: place must be in 1..%d, was %d",
                        tokens.size(),
                        place);
            }
        }
    }

    public ScoringRequest {
        requireNonNull(queryId, "queryId");
        requireNonNull(candidates, "candidates");
        texts = List.copyOf(texts);
        Require.that(!texts.isEmpty(), "prompt %s: texts to score must be at least one, were none", queryId);
        Require.that(candidates.size() >= 1, "prompt %s: candidates must be at least one, were none", queryId);
    }
}
