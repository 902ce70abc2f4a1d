package io.millrace.verify;

import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges responses. Thread-safe; a response that it cannot judge is {@link Verdict#ungraded}, never incorrect, and so is one for
 * which it throws an exception.
 *
 * <p>A custom verifier is created by a registered {@link VerifierType}, or is a class on the class path with a no-argument
 * constructor, named in the list {@code task.verifiers} with type {@code class}.
 */
@FunctionalInterface
public interface Verifier extends AutoCloseable {
    /** Judges one response to a prompt. */
    Verdict verify(Prompt prompt, ResponseText response);

    /**
     * Judges several responses to a prompt, for verifiers that can do this at lower cost than one by one.
     *
     * @return a verdict for each, in order
     */
    default List<Verdict> verify(Prompt prompt, List<ResponseText> responses) {
        return Verdict.each(responses, getClass().getSimpleName(), response -> verify(prompt, response));
    }

    /**
     * The reason why no response to a prompt can be judged; such a record is left out of a data set.
     *
     * @return empty if responses can be judged
     */
    default Optional<String> refusal(Prompt prompt) {
        return Optional.empty();
    }

    /** Whether the verifier mostly waits for another machine, so that many groups should be judged concurrently. */
    default boolean waits() {
        return false;
    }

    /** Its own requests to other machines, without those of the verifiers that it combines. */
    default Traffic traffic() {
        return Traffic.NONE;
    }

    /** Releases its resources; it must not be used afterwards. */
    @Override
    default void close() {}

    /**
     * Calls a verifier that may fail.
     *
     * @return a verdict for each response, in order; all ungraded if it throws or returns the wrong number of verdicts
     */
    static List<Verdict> ask(Verifier verifier, Prompt prompt, List<ResponseText> responses) {
        Verdict failure;
        try {
            List<Verdict> verdicts = verifier.verify(prompt, responses);
            if (verdicts.size() == responses.size()) {
                return verdicts.stream().map(Verifier::given).toList();
            }
            failure = Verdict.ungraded("verifier must return a verdict for each of %d responses, returned %d"
                    .formatted(responses.size(), verdicts.size()));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            failure = failed(verifier, e);
        }
        return Collections.nCopies(responses.size(), failure);
    }

    /** Calls {@link #refusal} of a verifier that may fail; a failure counts as a refusal. */
    static Optional<String> askRefusal(Verifier verifier, Prompt prompt) {
        try {
            return verifier.refusal(prompt);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return Optional.of(failed(verifier, e).reason());
        }
    }

    /** Guards against custom verifiers that return null. */
    private static Verdict given(@Nullable Verdict verdict) {
        return verdict == null ? Verdict.ungraded("verifier must return a verdict, returned null") : verdict;
    }

    private static Verdict failed(Verifier verifier, Throwable e) {
        return Verdict.failed(verifier.getClass().getSimpleName(), e);
    }
}
