package io.millrace.task;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.verify.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Grades responses and gives their rewards. Stateless and thread-safe.
 *
 * <p>What a task cannot judge is {@link Verdict#ungraded}, never wrong; an exception counts as the same.
 */
public interface Task extends AutoCloseable {
    /** The name by which prompts refer to it. */
    String name();

    /**
     * Why no answer to a prompt could ever be judged: such a record is left out of a data set instead of being sampled for
     * nothing.
     *
     * @return empty if answers can be judged
     */
    default Optional<String> refusal(Prompt prompt) {
        return Optional.empty();
    }

    /**
     * Accepted answers of a prompt, for another prompt about it whose text no longer tells them.
     *
     * @return empty if the verifier needs none
     */
    default List<String> truths(Prompt prompt) {
        return prompt.truths();
    }

    /**
     * Whether truths are answers as responses give them, so that a data set may take them out of what surrounds them, as a solution or
     * JSON in a text; else a truth is handed over as it is written.
     */
    default boolean readsAnswers() {
        return false;
    }

    /**
     * The level of difficulty of a prompt, by which figures are told apart.
     *
     * @return a short name; empty if the task has no levels
     */
    default String stratum(Prompt prompt) {
        return "";
    }

    /**
     * The levels of difficulty, the easiest first, in which figures are shown.
     *
     * @return all that {@link #stratum} gives; empty for whatever order
     */
    default List<String> strata() {
        return List.of();
    }

    /**
     * Where thinking has come to the right result first: what follows was not needed for it.
     *
     * @param thinking the text between the think tags
     * @return characters of the thinking up to the end of the step that states the result, in 1..length; empty if it never
     *     does, or if the task cannot tell
     */
    default OptionalInt reached(Prompt prompt, String thinking) {
        return OptionalInt.empty();
    }

    /** Whether {@link #reward} says what each token has earned, as credit by token needs it. */
    default boolean creditsTokens() {
        return false;
    }

    /** Whether a response is correct. */
    Verdict verify(Prompt prompt, DecodedResponse response);

    /**
     * Whether responses to one prompt are correct, for tasks that find out at less cost together.
     *
     * @return a verdict for each, in order; ungraded for those whose verification throws
     */
    default List<Verdict> verify(Prompt prompt, List<DecodedResponse> responses) {
        return Verdict.each(responses, name(), response -> verify(prompt, response));
    }

    /** Whether verifying mostly waits for another machine, so that many groups should be verified at the same time. */
    default boolean waits() {
        return false;
    }

    /** Requests of its verifier to other machines. */
    default Traffic traffic() {
        return Traffic.NONE;
    }

    /** Lets go of what it holds; it verifies nothing afterwards. */
    @Override
    default void close() {}

    /**
     * Rewards of a response; only called for responses that have a verdict.
     *
     * @param verdict correct or wrong, as {@link #verify} found
     */
    Rewards reward(Prompt prompt, DecodedResponse response, Verdict verdict);
}
