package io.millrace.task;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;

/**
 * What makes a response right, and what it earns. Stateless and thread-safe.
 *
 * <p>What a task cannot judge is {@link Verdict#ungraded}, never wrong; an exception counts as the same.
 */
public interface Task {
    /** The name by which prompts refer to it. */
    String name();

    /** Whether an answer is right. */
    Verdict verify(Prompt prompt, Answer answer);

    /**
     * What an answer earns; only asked for answers that have a verdict.
     *
     * @param verdict right or wrong, as {@link #verify} found
     */
    Rewards reward(Prompt prompt, Answer answer, Verdict verdict);
}
