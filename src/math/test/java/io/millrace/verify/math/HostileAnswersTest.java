package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers crafted to take forever, and truths that exceed the bounds. */
class HostileAnswersTest {
    private static final MathVerifier VERIFIER = new MathVerifier();

    static Stream<String> answers() {
        return Stream.of(
                "9^{9^{9^{9^9}}}",
                "2^{3^{4^{5}}}",
                "10^{10^{10}}",
                "(1+10^{-9})^{10^9}",
                "1e999999999",
                "100000!!!!",
                "10^{9}!",
                "\\binom{1000000}{500000}",
                "(a+b+c+d+e+f+g+h)^{50}",
                "(x+\\sqrt{y+\\sqrt{z}})^{500}",
                "(1+x)^{100000000}",
                "\\sqrt[999999999]{2}",
                "2^{1/999999937}",
                "(2^{1/3}+3^{1/5}+5^{1/7}+7^{1/11})^{40}",
                "\\sqrt{" + "7".repeat(3_000) + "}",
                "9".repeat(100_000),
                "9".repeat(3_900),
                "x".repeat(3_900),
                "1/".repeat(1_900) + "1",
                "5!".repeat(1_900),
                "-".repeat(3_900) + "5",
                "+5".repeat(700) + "-" + 5 * 698,
                "{".repeat(10_000) + "5" + "}".repeat(10_000),
                "{".repeat(1_000) + "5" + "}".repeat(1_000),
                "(".repeat(3_000),
                "\\frac{1}{".repeat(400) + "5" + "}".repeat(400),
                "\\sqrt".repeat(700) + "5",
                "\\sin".repeat(900) + "5",
                "|".repeat(3_900),
                "5^".repeat(1_900),
                "x_".repeat(1_900),
                "\\text{".repeat(600),
                "\\begin{pmatrix}".repeat(200),
                "\\begin{pmatrix}" + "1&".repeat(1_400),
                "\\left(".repeat(600),
                "$".repeat(3_900),
                "5,".repeat(1_900),
                "5=".repeat(600) + "5".repeat(2),
                "(a-a)/(a-a)",
                "5+0/0",
                "5\\cdot\\frac{\\ln 1}{\\ln 1}",
                "5+\\arcsin 2-\\arcsin 2+\\frac{0}{\\sin 0}",
                "\u0000\u0001\uFFFF",
                "\uD835",
                "\\\\\\\\\\");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void hostileAnswersAreIncorrect(String answer) {
        Verdict verdict = VERIFIER.verify(List.of("5"), answer);
        assertThat(verdict.kind()).as(verdict.reason()).isEqualTo(Verdict.Kind.INCORRECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7+e^{40}(\\sin 2-2\\sin 1\\cos 1)",
                "7+\\pi^{40}(\\sin 2-2\\sin 1\\cos 1)",
                "7+\\sinh 40(\\sin 2-2\\sin 1\\cos 1)",
                "7+\\sqrt{7777777777777777777777777777777777777777}(\\sin 2-2\\sin 1\\cos 1)",
                "\\frac{1}{1+e^{40}(\\sin 2-2\\sin 1\\cos 1)}",
                "7+e^{40}(\\sin(2x)-2\\sin x\\cos x)",
                "7+e^{40}(\\ln 6-\\ln 2-\\ln 3)",
                "7+e^{40}(\\sqrt{3+2\\sqrt2}-1-\\sqrt2)"
            })
    void largeTermsThatCancelDoNotMatchOtherTruths(String answer) {
        for (String truth : List.of("5", "0", "-3", "\\frac{1}{2}", "1000", "\\sqrt{2}", "\\pi", "x", "\\sin 3")) {
            Verdict verdict = VERIFIER.verify(List.of(truth), answer);
            assertThat(verdict.kind()).as("%s, %s", truth, verdict.reason()).isEqualTo(Verdict.Kind.INCORRECT);
        }
    }

    @Test
    void aTruthThatRepeatsAConstantIsAccepted() {
        assertThat(VERIFIER.refusal("\\pi, \\pi")).isEmpty();
    }

    @Test
    void theReasonNamesTheBound() {
        assertThat(VERIFIER.verify(List.of("5"), "9^{9^{9^9}}").reason())
                .isEqualTo("answer cannot be compared: number has more than 20000 bits");
        assertThat(VERIFIER.verify(List.of("5"), "5".repeat(100_000)).reason())
                .isEqualTo("answer has more than 4000 characters");
        assertThat(VERIFIER.verify(List.of("5"), "(".repeat(500)).reason())
                .isEqualTo("answer cannot be compared: nested deeper than 40");
    }

    @Test
    void aTruthBeyondTheBoundsLeavesAnswersUngraded() {
        assertThat(VERIFIER.verify(List.of("9^{9^{9^9}}"), "5"))
                .isEqualTo(Verdict.ungraded("truth '9^{9^{9^9}}' cannot be read: number has more than 20000 bits"));
        assertThat(VERIFIER.verify(List.of("9^{9^{9^9}}"), "9^{9^{9^9}}").correct())
                .as("the same text")
                .isTrue();
        assertThat(VERIFIER.verify(List.of(), "5")).isEqualTo(Verdict.ungraded("prompt has no truth"));
    }

    @Test
    void manyValuesMatchInAnyOrder() {
        List<String> values =
                IntStream.range(0, 40).mapToObj(i -> "\\sqrt{" + (i + 2) + "}").collect(Collectors.toList());
        String truth = String.join(", ", values);
        Collections.reverse(values);
        assertThat(VERIFIER.verify(List.of(truth), String.join(", ", values)).correct())
                .isTrue();
    }
}
