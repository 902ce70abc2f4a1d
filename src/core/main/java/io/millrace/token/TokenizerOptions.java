package io.millrace.token;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedSet;
import java.util.Set;

/**
 * Options with which a tokenizer of a folder is requested.
 *
 * @param chat how conversations become prompts
 * @param shown special tokens that are decoded as they are written, such as think tags; those that the vocabulary has as other tokens,
 *     or not at all, change nothing
 */
public record TokenizerOptions(ChatConfig chat, Set<String> shown) {
    public TokenizerOptions {
        requireNonNull(chat, "chat");
        shown = OrderedSet.copyOf(shown);
    }
}
