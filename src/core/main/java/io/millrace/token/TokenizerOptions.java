package io.millrace.token;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedSet;
import java.util.Set;

/**
 * Options for the tokenizer of a folder.
 *
 * @param chat conversion of conversations to prompts
 * @param shown special tokens that are decoded as text, such as think tags; tokens that are not special or not in the vocabulary
 *     are ignored
 */
public record TokenizerOptions(ChatConfig chat, Set<String> shown) {
    public TokenizerOptions {
        requireNonNull(chat, "chat");
        shown = OrderedSet.copyOf(shown);
    }
}
