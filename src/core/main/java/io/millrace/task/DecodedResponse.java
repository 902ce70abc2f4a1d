package io.millrace.task;

import static java.util.Objects.requireNonNull;

import io.millrace.model.FinishReason;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;

/**
 * A response with its text.
 *
 * @param response the sampled response
 * @param text the answer that a tool call gave, or else the sampled tokens, without special ones; results of other tools are not
 *     part of it
 * @param tokenizer the tokenizer of the policy that sampled it
 */
public record DecodedResponse(Response response, String text, Tokenizer tokenizer) {
    public DecodedResponse {
        requireNonNull(response, "response");
        requireNonNull(text, "text");
        requireNonNull(tokenizer, "tokenizer");
    }

    /** A response, decoded. */
    public static DecodedResponse of(Response response, Tokenizer tokenizer) {
        return new DecodedResponse(
                response,
                response.interaction().answer().orElseGet(() -> tokenizer.decode(response.sampled())),
                tokenizer);
    }

    /** Whether the policy ended the response, rather than the token limit. */
    public boolean stopped() {
        return response.finish() == FinishReason.STOP;
    }

    /**
     * The text of one token; empty for a special one.
     *
     * @param token index in the response, from 0
     */
    public String piece(int token) {
        return tokenizer.decode(new TokenIds(response.tokens().ids()[token]));
    }
}
