package io.millrace.verify;

import static io.millrace.model.Verdict.CORRECT;
import static io.millrace.model.Verdict.INCORRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.Prompt;
import io.millrace.model.Verdict;
import io.millrace.testkit.Samples;
import io.millrace.verify.Combination.Rule;
import io.millrace.verify.compare.TextComparison;
import io.millrace.verify.compare.TextComparison.Same;
import io.millrace.verify.math.MathVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinationTest {
    private static final Prompt PROMPT = Samples.prompt("1", "any");

    /** Returns the verdict encoded by a response's letter at a position, and records the responses. */
    private static class Letter implements Verifier {
        private final int place;
        private final List<String> asked = new ArrayList<>();

        Letter(int place) {
            this.place = place;
        }

        @Override
        public Verdict verify(Prompt prompt, ResponseText response) {
            asked.add(response.text());
            return switch (response.text().charAt(place)) {
                case 'r' -> CORRECT;
                case 'w' -> INCORRECT;
                case 'u' -> Verdict.ungraded("at " + place);
                default -> throw new IllegalStateException("at " + place);
            };
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, rr, CORRECT", "ALL, rw, INCORRECT", "ALL, ru, UNGRADED",
        "ALL, wr, INCORRECT", "ALL, ww, INCORRECT", "ALL, wu, INCORRECT",
        "ALL, ur, UNGRADED", "ALL, uw, INCORRECT", "ALL, uu, UNGRADED",
        "ANY, rr, CORRECT", "ANY, rw, CORRECT", "ANY, ru, CORRECT",
        "ANY, wr, CORRECT", "ANY, ww, INCORRECT", "ANY, wu, UNGRADED",
        "ANY, ur, CORRECT", "ANY, uw, UNGRADED", "ANY, uu, UNGRADED",
        "FIRST, rr, CORRECT", "FIRST, rw, CORRECT", "FIRST, ru, CORRECT",
        "FIRST, wr, INCORRECT", "FIRST, ww, INCORRECT", "FIRST, wu, INCORRECT",
        "FIRST, ur, CORRECT", "FIRST, uw, INCORRECT", "FIRST, uu, UNGRADED",
        "FIRST, xr, CORRECT", "ALL, xw, INCORRECT", "ANY, xx, UNGRADED"
    })
    void verdictsAreCombinedByTheRule(Rule rule, String said, Verdict.Kind kind) {
        Combination both = new Combination(rule, List.of(new Letter(0), new Letter(1)));
        assertThat(both.verify(PROMPT, ResponseText.of(said)).kind()).isEqualTo(kind);
    }

    @Test
    void onlyUndecidedPairsArePassedOn() {
        Letter first = new Letter(0);
        Letter second = new Letter(1);
        List<ResponseText> responses =
                List.of(ResponseText.of("rr"), ResponseText.of("wr"), ResponseText.of("ur"), ResponseText.of("ww"));
        assertThat(new Combination(Rule.ANY, List.of(first, second)).verify(PROMPT, responses))
                .extracting(Verdict::kind)
                .containsExactly(
                        Verdict.Kind.CORRECT, Verdict.Kind.CORRECT, Verdict.Kind.CORRECT, Verdict.Kind.INCORRECT);
        assertThat(first.asked).containsExactly("rr", "wr", "ur", "ww");
        assertThat(second.asked).containsExactly("wr", "ur", "ww");
    }

    @Test
    void theFirstReasonForNotGradingIsKept() {
        Combination both = new Combination(Rule.ALL, List.of(new Letter(0), new Letter(1)));
        assertThat(both.verify(PROMPT, ResponseText.of("uu"))).isEqualTo(Verdict.ungraded("at 0"));
        assertThat(both.verify(PROMPT, ResponseText.of("xr")))
                .isEqualTo(Verdict.ungraded("Letter: IllegalStateException: at 0"));
    }

    /** Rejects every prompt, but still verifies responses. */
    private static final class Refusing extends Letter {
        Refusing(int place) {
            super(place);
        }

        @Override
        public Optional<String> refusal(Prompt prompt) {
            return Optional.of("no");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ANY, uw, INCORRECT",
        "ANY, ur, CORRECT",
        "ANY, rw, INCORRECT",
        "FIRST, wr, CORRECT",
        "FIRST, uw, INCORRECT",
        "ALL, rr, CORRECT",
        "ALL, wr, INCORRECT",
        "ALL, ur, UNGRADED"
    })
    void aVerifierThatRejectsThePromptIsOnlyUsedIfAllMustAgree(Rule rule, String said, Verdict.Kind kind) {
        Combination both = new Combination(rule, List.of(new Refusing(0), new Letter(1)));
        assertThat(both.verify(PROMPT, ResponseText.of(said)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"ANY, wr, CORRECT", "FIRST, wr, INCORRECT", "FIRST, ur, CORRECT", "ANY, uw, UNGRADED"})
    void ifAllRejectThePromptAllAreUsed(Rule rule, String said, Verdict.Kind kind) {
        Combination both = new Combination(rule, List.of(new Refusing(0), new Refusing(1)));
        assertThat(both.verify(PROMPT, ResponseText.of(said)).kind()).isEqualTo(kind);
    }

    /** The math verifier cannot read the truth, so it does not matter that a response has no box. */
    @Test
    void truthsThatAreNotMathematicsAreComparedAsText() {
        Verifier math = AnswerVerifier.of("math", List.of("boxed"), false, new MathVerifier());
        Verifier text = AnswerVerifier.of("text", List.of("whole"), false, new TextComparison(Same.SPACES));
        Prompt prompt = Samples.prompt("1", "any", "\\frac{1");
        ResponseText response = ResponseText.of("\\frac{1");
        assertThat(math.refusal(prompt)).isPresent();
        assertThat(new Combination(Rule.FIRST, List.of(math, text))
                        .verify(prompt, response)
                        .correct())
                .isTrue();
        assertThat(new Combination(Rule.ANY, List.of(math, text))
                        .verify(prompt, ResponseText.of("\\boxed{2}"))
                        .kind())
                .isEqualTo(Verdict.Kind.INCORRECT);
    }

    @Test
    void oneVerifierThatAcceptsThePromptIsEnoughUnlessAllMustAgree() {
        Verifier refusing = new Refusing(0);
        List<Verifier> verifiers = List.of(refusing, new Letter(1));
        assertThat(new Combination(Rule.ALL, verifiers).refusal(PROMPT)).contains("no");
        assertThat(new Combination(Rule.ANY, verifiers).refusal(PROMPT)).isEmpty();
        assertThat(new Combination(Rule.FIRST, List.of(refusing)).refusal(PROMPT))
                .contains("no");
    }

    @Test
    void aVerifierThatFailsWhileCheckingAPromptIsSkipped() {
        Verifier broken = new Letter(0) {
            @Override
            public Optional<String> refusal(Prompt prompt) {
                throw new IllegalStateException("broken");
            }
        };
        Combination first = new Combination(Rule.FIRST, List.of(broken, new Letter(1)));
        assertThat(first.refusal(PROMPT)).isEmpty();
        assertThat(first.verify(PROMPT, ResponseText.of("rw")).kind()).isEqualTo(Verdict.Kind.INCORRECT);
    }

    @Test
    void theCombinationWaitsIfOneVerifierWaits() {
        Verifier waiting = new Letter(0) {
            @Override
            public boolean waits() {
                return true;
            }
        };
        assertThat(new Combination(Rule.ALL, List.of(new Letter(0), waiting)).waits())
                .isTrue();
        assertThat(new Combination(Rule.ALL, List.of(new Letter(0))).waits()).isFalse();
    }

    @Test
    void aVerifierThatReturnsTooFewVerdictsLeavesAllUngraded() {
        Verifier silent = new Letter(0) {
            @Override
            public List<Verdict> verify(Prompt prompt, List<ResponseText> responses) {
                return List.of();
            }
        };
        assertThat(Verifier.ask(silent, PROMPT, List.of(ResponseText.of("r"), ResponseText.of("r"))))
                .hasSize(2)
                .containsOnly(Verdict.ungraded("verifier must return a verdict for each of 2 responses, returned 0"));
    }

    @Test
    void anEmptyCombinationIsRejected() {
        assertThatThrownBy(() -> new Combination(Rule.ALL, List.of()))
                .hasMessage("combination: must have at least one verifier, had none");
    }
}
