package io.millrace.text;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;

/**
 * How the policy marks its thinking.
 *
 * @param open tag before the thinking
 * @param close tag after it, other than {@code open}
 * @param opening text that every prompt ends with, after the chat template, so that the policy goes on from there; empty for
 *     none; method.autothink.opening takes its place where that method is on
 */
public record ThinkingConfig(String open, String close, String opening) {
    public ThinkingConfig {
        requireNonNull(opening, "opening");
        Require.that(!open.isBlank(), "thinking: open must be a tag, was blank");
        Require.that(!close.isBlank(), "thinking: close must be a tag, was blank");
        Require.that(!open.equals(close), "thinking: close must differ from open, was %s", close);
    }
}
