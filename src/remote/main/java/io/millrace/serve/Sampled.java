package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import io.millrace.model.FinishReason;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import java.util.Arrays;
import java.util.List;

/**
 * One served response.
 *
 * @param index its index among the responses to its prompt, from 0
 * @param tokens the response; empty if it was aborted
 * @param scored the log-probability of each token with its alternatives, in the requested scale; empty if none were requested
 * @param finish why it ended
 * @param spans versions that sampled the tokens
 */
public record Sampled(
        int index, TokenIds tokens, List<ScoredToken> scored, FinishReason finish, List<VersionSpan> spans) {
    public Sampled {
        requireNonNull(tokens, "tokens");
        requireNonNull(finish, "finish");
        scored = List.copyOf(scored);
        spans = List.copyOf(spans);
    }

    /** A response that was aborted before its first token. */
    static Sampled aborted(int index) {
        return new Sampled(index, TokenIds.EMPTY, List.of(), FinishReason.ABORT, List.of());
    }

    /** The token that ended it; -1 if none did. */
    public int stopId() {
        return finish == FinishReason.STOP ? tokens.ids()[tokens.size() - 1] : -1;
    }

    /** The tokens without the one that ended it. */
    public TokenIds text() {
        return finish == FinishReason.STOP ? new TokenIds(Arrays.copyOf(tokens.ids(), tokens.size() - 1)) : tokens;
    }
}
