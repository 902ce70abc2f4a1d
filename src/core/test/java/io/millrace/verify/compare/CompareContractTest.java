package io.millrace.verify.compare;

import io.millrace.verify.VerifierContract;
import java.util.stream.Stream;

class CompareContractTest extends VerifierContract {
    @Override
    protected Stream<Case> cases() {
        return Stream.of(
                of("text", "", "Paris", "The answer is Paris.", "The answer is Rome.", " "),
                of("overlap", "", "Eiffel Tower", "\\boxed{the Eiffel tower}", "\\boxed{Rome}", "..."),
                of("pattern", "", "(?i)\\bplease\\b", "Please wait.", "Wait.", "("),
                of("choice", "", "C", "The answer is (C).", "The answer is (B).", "zinc"),
                of("json", "", "{\"a\": [1, 2]}", "{\"a\": [1, 2.0]}", "{\"a\": [1, 3]}", "{"));
    }
}
