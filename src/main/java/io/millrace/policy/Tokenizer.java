package io.millrace.policy;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import java.util.List;

/** Text to tokens and back, as one model does it. Thread-safe. */
public interface Tokenizer {
    /** The token ids of a text, without special tokens added. */
    TokenIds encode(String text);

    /** The text of token ids, special tokens left out. */
    String decode(TokenIds tokens);

    /** A conversation as a prompt, ready for the assistant's answer, by the model's chat template. */
    TokenIds prompt(List<ChatMessage> messages);

    /** Tokens that end a response, at least one. */
    List<Integer> stopIds();

    /** Number of token ids V. */
    int vocabulary();
}
