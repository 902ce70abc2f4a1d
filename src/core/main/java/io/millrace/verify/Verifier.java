package io.millrace.verify;

import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges responses. Thread-safe; what it cannot judge is {@link Verdict#ungraded}, never wrong, and what it throws counts as the
 * same.
 *
 * <p>An own one is made by a {@link VerifierType} that is registered; or is a class on the class path with a constructor without
 * parameters, named in the list {@code task.verifiers} with type {@code class}.
 */
@FunctionalInterface
public interface Verifier extends AutoCloseable {
    /** Judges one response to a prompt. */
    Verdict verify(Prompt prompt, ResponseText response);

    /**
     * Judges several responses to a prompt, for verifiers that do so at less cost than one by one.
     *
     * @return a verdict for each, in order
     */
    default List<Verdict> verify(Prompt prompt, List<ResponseText> responses) {
        return Verdict.each(responses, getClass().getSimpleName(), response -> verify(prompt, response));
    }

    /**
     * Why no response to a prompt could ever be judged: such a record is left out of a data set.
     *
     * @return empty if responses can be judged
     */
    default Optional<String> refusal(Prompt prompt) {
        return Optional.empty();
    }

    /** Whether it mostly waits for another machine, so that many groups should be judged at the same time. */
    default boolean waits() {
        return false;
    }

    /** What it has asked of other machines by itself, without the verifiers that it is made of. */
    default Traffic traffic() {
        return Traffic.NONE;
    }

    /** Lets go of what it holds; it judges nothing afterwards. */
    @Override
    default void close() {}

    /**
     * Asks a verifier that may fail.
     *
     * @return a verdict for each response, in order; all ungraded if it throws, or gives more or fewer
     */
    static List<Verdict> ask(Verifier verifier, Prompt prompt, List<ResponseText> responses) {
        Verdict failure;
        try {
            List<Verdict> verdicts = verifier.verify(prompt, responses);
            if (verdicts.size() == responses.size()) {
                return verdicts.stream().map(Verifier::given).toList();
            }
            failure = Verdict.ungraded("verifier must give a verdict for each of %d responses, gave %d"
                    .formatted(responses.size(), verdicts.size()));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            failure = failed(verifier, e);
        }
        return Collections.nCopies(responses.size(), failure);
    }

    /** Asks a verifier, which may fail, what it cannot judge; a failure is a reason too. */
    static Optional<String> askRefusal(Verifier verifier, Prompt prompt) {
        try {
            return verifier.refusal(prompt);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return Optional.of(failed(verifier, e).reason());
        }
    }

    /** Own verifiers may not know that there is no null here. */
    private static Verdict given(@Nullable Verdict verdict) {
        return verdict == null ? Verdict.ungraded("verifier must give a verdict, gave null") : verdict;
    }

    private static Verdict failed(Verifier verifier, Throwable e) {
        return Verdict.failed(verifier.getClass().getSimpleName(), e);
    }
}
