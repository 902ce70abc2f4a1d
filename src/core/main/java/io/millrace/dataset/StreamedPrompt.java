package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Prompt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A prompt from a record of a stream.
 *
 * @param prompt the prompt
 * @param deadline time after which it is no longer worth sampling; null if there is none
 * @param priority its priority; waiting visits of higher priority are sampled first
 */
public record StreamedPrompt(Prompt prompt, @Nullable Instant deadline, int priority) {
    public StreamedPrompt {
        requireNonNull(prompt, "prompt");
    }

    /** Whether its deadline has passed. */
    public boolean expired(Instant now) {
        return deadline != null && now.isAfter(deadline);
    }
}
