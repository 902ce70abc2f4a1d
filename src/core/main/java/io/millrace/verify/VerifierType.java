package io.millrace.verify;

import io.millrace.plugin.Extension;
import io.millrace.plugin.Problems;
import java.util.List;

/**
 * A verifier in the list {@code task.verifiers}, with its options: a record that is registered in a file
 * {@code META-INF/services/io.millrace.verify.VerifierType}.
 */
public interface VerifierType extends Extension {
    /**
     * Creates the verifier with these options.
     *
     * @throws IllegalArgumentException if it cannot be created; the message is the rule and the value
     */
    Verifier create(VerifierContext context);

    /** Reports options that do not fit the machine or the rest of the configuration; called before the run starts. */
    default void check(VerifierSettings settings, Problems problems) {}

    /**
     * Whether it compares answers, so that truths are answers rather than patterns, JSON values or input for a remote verifier.
     */
    default boolean readsAnswers() {
        return false;
    }

    /** Names of verifiers that it uses, all before it in the list. */
    default List<String> uses() {
        return List.of();
    }
}
