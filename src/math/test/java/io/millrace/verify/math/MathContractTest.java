package io.millrace.verify.math;

import io.millrace.verify.VerifierContract;
import java.util.stream.Stream;

class MathContractTest extends VerifierContract {
    @Override
    protected Stream<Case> cases() {
        return Stream.of(
                of("math", "", "\\frac{1}{2}", "It is \\boxed{0.5}.", "It is \\boxed{0.6}.", "\\frac{1}{"),
                of("math", ", relative: 0.01", "3.14", "\\boxed{3.141}", "\\boxed{3.2}", "\\frac{1}{"));
    }
}
