package io.millrace.verify;

import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import java.util.stream.Stream;

/** Verifiers that combine others, and a user's class. */
class CombinationContractTest extends VerifierContract {
    private static final String OWN = "{name: own, type: class, implementation: '%s'}";

    /** Accepts responses that contain the first truth. */
    public static final class Contains implements Verifier {
        @Override
        public Verdict verify(Prompt prompt, ResponseText response) {
            return Verdict.of(response.afterThinking().contains(prompt.truths().get(0)));
        }
    }

    /** Fails like a verifier whose server is unavailable. */
    public static final class Failing implements Verifier {
        @Override
        public Verdict verify(Prompt prompt, ResponseText response) {
            throw new IllegalStateException("out of order");
        }
    }

    private static Case combined(String rule) {
        String of = "{name: text, type: text}, {name: choice, type: choice}, {name: v, type: %s, of: [text, choice]}"
                .formatted(rule);
        String failing = OWN.formatted(Failing.class.getName()) + ", {name: v, type: %s, of: [own]}".formatted(rule);
        return new Case(rule, of, "C", "The answer is C.", "The answer is B.", failing, "C");
    }

    @Override
    protected Stream<Case> cases() {
        return Stream.of(
                combined("all"),
                combined("any"),
                combined("first"),
                new Case(
                        "class",
                        OWN.formatted(Contains.class.getName()),
                        "Paris",
                        "It is Paris.",
                        "It is Rome.",
                        OWN.formatted(Failing.class.getName()),
                        "Paris"));
    }
}
