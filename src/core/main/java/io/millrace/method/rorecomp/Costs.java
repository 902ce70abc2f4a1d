package io.millrace.method.rorecomp;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Interaction;
import io.millrace.model.Response;
import io.millrace.token.Tokenizer;
import java.util.OptionalDouble;

/** Computes the cost of a response: its tokens, or its tool calls. */
public final class Costs {
    private final RoRecomp config;
    private final Tokenizer tokenizer;

    /** @param tokenizer the tokenizer of the policy; reads the text in which the calls of recorded responses are counted */
    public Costs(RoRecomp config, Tokenizer tokenizer) {
        this.config = requireNonNull(config, "config");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
    }

    /** The cost in tokens, or in calls and, among equal numbers of calls, tokens; at least 0. */
    public long of(Response response) {
        return switch (config.cost()) {
            case TOKENS -> response.length();
            case TOOL_CALLS -> ((long) calls(response) << Integer.SIZE) + response.length();
        };
    }

    /** The calls that were made, or, in a response without tools, those written in its text. */
    private int calls(Response response) {
        OptionalDouble made = response.interaction().metric(Interaction.TOOL_CALLS);
        return made.isPresent()
                ? (int) made.getAsDouble()
                : calls(tokenizer.decode(response.sampled()), config.toolCallMark());
    }

    /** The number of occurrences of a mark in a text, without overlaps. */
    private static int calls(String text, String mark) {
        int calls = 0;
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
            calls++;
        }
        return calls;
    }
}
