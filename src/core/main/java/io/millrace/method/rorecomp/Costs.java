package io.millrace.method.rorecomp;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Response;
import io.millrace.token.Tokenizer;

/** Computes the cost of a response: its tokens, or the tool calls in its text. */
public final class Costs {
    private final RoRecomp config;
    private final Tokenizer tokenizer;

    /** @param tokenizer the tokenizer of the policy; reads the text in which tool calls are counted */
    public Costs(RoRecomp config, Tokenizer tokenizer) {
        this.config = requireNonNull(config, "config");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
    }

    /** The cost in tokens or calls, at least 0. */
    public int of(Response response) {
        return switch (config.cost()) {
            case TOKENS -> response.length();
            case TOOL_CALLS -> calls(tokenizer.decode(response.sampled()), config.toolCallMark());
        };
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
