package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.OwnClass;
import java.util.Map;

/**
 * An own verifier.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param implementation name of a class on the class path that implements {@code io.millrace.verify.Verifier}
 */
public record ClassConfig(String name, String implementation) implements VerifierConfig {
    public ClassConfig {
        VerifierConfig.name("class", name);
        requireNonNull(implementation, "implementation");
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return OwnClass.of(Verifier.class, implementation);
    }
}
