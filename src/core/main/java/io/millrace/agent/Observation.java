package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import io.millrace.model.ChatMessage;
import java.util.List;

/**
 * What the policy reads after its turn.
 *
 * @param text the text, for policies without a chat template
 * @param messages the messages, for those with one
 */
public record Observation(String text, List<ChatMessage> messages) {
    /** Nothing. */
    public static final Observation NONE = new Observation("", List.of());

    public Observation {
        requireNonNull(text, "text");
        messages = List.copyOf(messages);
    }

    /** A text of the environment, which is a message of the user in a chat. */
    public static Observation of(String text) {
        return text.isEmpty() ? NONE : new Observation(text, List.of(ChatMessage.user(text)));
    }
}
