package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.check.Require;
import java.util.Map;

/**
 * One verifier of the list {@code task.verifiers}, which is also a task of the same name.
 *
 * @param type the verifier and its options
 * @param name name of the task: letters, digits, - and _, starting with a letter
 */
public record VerifierConfig(VerifierType type, String name) {
    public VerifierConfig {
        requireNonNull(type, "type");
        OptionRules rules = new OptionRules("verifier");
        rules.that(
                Require.isName(name),
                "name",
                "must consist of letters, digits, - and _ and start with a letter, was '%s'",
                name);
        rules.done();
    }

    /**
     * Creates the verifier.
     *
     * @param before verifiers before it in the list, by name
     * @throws VerifierException if it cannot be created
     */
    public Verifier verifier(Map<String, Verifier> before) {
        try {
            return type.create(new VerifierContext(name, before));
        } catch (RuntimeException | LinkageError e) {
            throw new VerifierException(name, e);
        }
    }
}
