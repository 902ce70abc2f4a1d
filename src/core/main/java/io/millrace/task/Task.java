package io.millrace.task;

import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.ToolCall;
import io.millrace.model.Verdict;
import io.millrace.verify.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Verifies and rewards responses. Stateless and thread-safe.
 *
 * <p>A response that a task cannot judge is {@link Verdict#ungraded}, never incorrect; an exception has the same effect.
 */
public interface Task extends AutoCloseable {
    /** The name by which prompts refer to it. */
    String name();

    /**
     * The reason why no answer to a prompt can be judged; such a prompt is dropped from its data set, since sampling it would be
     * useless.
     *
     * @return empty if answers can be judged
     */
    default Optional<String> refusal(Prompt prompt) {
        return Optional.empty();
    }

    /**
     * Accepted answers of a prompt, for a derived prompt whose text no longer determines them.
     *
     * @return empty if the verifier needs none
     */
    default List<String> truths(Prompt prompt) {
        return prompt.truths();
    }

    /**
     * Whether truths have the form of an answer in a response, so that a data set may extract them from a worked solution or from
     * JSON in a text; otherwise a truth is passed on unchanged.
     */
    default boolean readsAnswers() {
        return false;
    }

    /**
     * The difficulty level of a prompt, by which figures are grouped.
     *
     * @return a short name; empty if the task has no levels
     */
    default String stratum(Prompt prompt) {
        return "";
    }

    /**
     * The difficulty levels in display order, the easiest first.
     *
     * @return all values of {@link #stratum}; empty if the order does not matter
     */
    default List<String> strata() {
        return List.of();
    }

    /**
     * The position where thinking first reaches the correct result; later thinking was not needed for it.
     *
     * @param thinking the text between the think tags
     * @return characters of the thinking up to the end of the step that states the result, in 1..length; empty if the
     *     thinking never reaches the correct result, or if the task cannot determine it
     */
    default OptionalInt reached(Prompt prompt, String thinking) {
        return OptionalInt.empty();
    }

    /**
     * The number of tool calls that contribute nothing to the answer, for instance repeated ones.
     *
     * @param calls the calls of a response to the prompt, in order
     * @return empty if the task cannot tell
     */
    default OptionalInt unnecessaryCalls(Prompt prompt, List<ToolCall> calls) {
        return OptionalInt.empty();
    }

    /** Whether {@link #reward} assigns rewards to individual tokens, as required for token credit. */
    default boolean creditsTokens() {
        return false;
    }

    /** Whether a response is correct. */
    Verdict verify(Prompt prompt, DecodedResponse response);

    /**
     * Whether responses to one prompt are correct, for tasks that verify them together at lower cost.
     *
     * @return a verdict for each, in order; ungraded for those whose verification throws
     */
    default List<Verdict> verify(Prompt prompt, List<DecodedResponse> responses) {
        return Verdict.each(responses, name(), response -> verify(prompt, response));
    }

    /** Whether verification mostly waits for another machine, so that many groups should be verified concurrently. */
    default boolean waits() {
        return false;
    }

    /** Requests that its verifier sent to other machines. */
    default Traffic traffic() {
        return Traffic.NONE;
    }

    /** Releases its resources; it must not be used afterwards. */
    @Override
    default void close() {}

    /**
     * Rewards of a response; only called for responses that have a verdict.
     *
     * @param verdict correct or incorrect, as returned by {@link #verify}
     */
    Rewards reward(Prompt prompt, DecodedResponse response, Verdict verdict);
}
