package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.CustomClass;
import io.millrace.plugin.Problems;
import io.millrace.plugin.TypeName;

/**
 * A custom verifier without options.
 *
 * @param implementation name of a class on the class path that implements {@code io.millrace.verify.Verifier}
 */
@TypeName("class")
public record CustomVerifier(String implementation) implements VerifierType {
    public CustomVerifier {
        requireNonNull(implementation, "implementation");
    }

    @Override
    public void check(VerifierSettings settings, Problems problems) {
        CustomClass.refusal(Verifier.class, implementation).ifPresent(rule -> problems.report("implementation", rule));
    }

    @Override
    public Verifier create(VerifierContext context) {
        return CustomClass.of(Verifier.class, implementation);
    }
}
