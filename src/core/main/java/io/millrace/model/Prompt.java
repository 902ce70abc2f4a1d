package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.List;

/**
 * One query of a data set.
 *
 * @param queryId unique within the job and the same on every visit
 * @param messages the conversation so far, at least one turn
 * @param truths accepted answers, any one of which is correct; empty if the verifier needs none
 * @param source origin of the prompt, for instance a data set's name; groups metrics
 * @param task names the verifier and the rewards
 * @param kind plain or reflection
 */
public record Prompt(
        String queryId, List<ChatMessage> messages, List<String> truths, String source, String task, PromptKind kind) {
    public Prompt {
        requireNonNull(queryId, "queryId");
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        requireNonNull(kind, "kind");
        messages = List.copyOf(messages);
        truths = List.copyOf(truths);
        Require.that(!queryId.isBlank(), "prompt: query id must not be blank");
        Require.that(!messages.isEmpty(), "prompt %s: must have at least one message, had none", queryId);
    }
}
