package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * One turn of a conversation.
 *
 * @param role speaker, for instance {@code system}, {@code user} or {@code assistant}
 * @param content content as plain text
 */
public record ChatMessage(String role, String content) {
    public ChatMessage {
        requireNonNull(role, "role");
        requireNonNull(content, "content");
    }

    /** A turn of the user. */
    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }
}
