package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternComparisonTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "&",
            value = {
                "false & colou?r & the color red & CORRECT",
                "false & colou?r & the tint red & INCORRECT",
                "true & colou?r & colour & CORRECT",
                "true & colou?r & the colour & INCORRECT",
                "true & (?i)yes|y & YES & CORRECT",
                "true & [0-9]{4}-[0-9]{2} & 2026-11 & CORRECT",
                "false & ^done$ & not done & INCORRECT"
            })
    void anAnswerMustMatch(boolean whole, String truth, String answer, Verdict.Kind kind) {
        assertThat(new PatternComparison(whole).verify(truth, answer).kind()).isEqualTo(kind);
    }

    @Test
    void aTruthMustBeAPatternThatTakesLinearTime() {
        PatternComparison comparison = new PatternComparison(false);
        assertThat(comparison.refusal("(a"))
                .contains("must be a regular expression: error parsing regexp: missing closing ): `(a`");
        assertThat(comparison.refusal("(a)\\1"))
                .contains("must be a regular expression: error parsing regexp: invalid escape sequence: `\\1`");
        assertThat(comparison.refusal(" ")).contains("must not be blank");
        assertThat(comparison.refusal("a+b")).isEmpty();
        assertThat(comparison.verify("(a", "a").kind()).isEqualTo(Verdict.Kind.UNGRADED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTruthThatIsNotAPatternIsRefusedForPartialAndFullMatches(boolean whole) {
        String reason = "must be a regular expression: error parsing regexp: missing closing ): `(a`";
        assertThat(new PatternComparison(whole).refusal("(a")).contains(reason);
        assertThat(new PatternComparison(whole).verify("(a", "a")).isEqualTo(Verdict.ungraded("truth '(a' " + reason));
    }

    @Test
    void aBlankTruthAcceptsNothing() {
        PatternComparison part = new PatternComparison(false);
        assertThat(part.verify("", "no")).isEqualTo(Verdict.ungraded("truth '' must not be blank"));
        assertThat(part.verify(List.of("", "yes"), "no").kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(part.verify(List.of("", "yes"), "yes").correct()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*", "^", "yes|", "(?i)(no)?", "$"})
    void aPatternThatMatchesEveryAnswerIsRejected(String truth) {
        String reason = "must not match the empty text, which is part of every answer";
        assertThat(new PatternComparison(false).refusal(truth)).contains(reason);
        assertThat(new PatternComparison(false).verify(truth, "any"))
                .isEqualTo(Verdict.ungraded("truth '%s' %s".formatted(truth, reason)));
        assertThat(new PatternComparison(true).refusal(truth)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((a{1000}){1000}){1000})", "(?:(?:a{0,100}){0,100})c", "a{1000}b{1000}c{1000}"})
    void aPatternWithLongRepetitionsIsRefusedBeforeTheyAreExpanded(String truth) {
        String reason = "must have at most 2000 characters with its repetitions expanded";
        assertThat(new PatternComparison(false).refusal(truth)).contains(reason);
        assertThat(new PatternComparison(false).verify(truth, "ac"))
                .isEqualTo(Verdict.ungraded("truth '%s' %s".formatted(truth, reason)));
        assertThat(new PatternComparison(false).refusal("a".repeat(2_001))).contains(reason);
    }

    @Test
    void aDeeplyNestedPatternIsAccepted() {
        String truth = "(".repeat(900) + "a" + ")".repeat(900);
        assertThat(new PatternComparison(true).verify(truth, "a").correct()).isTrue();
    }

    @Test
    void anOverlongAnswerIsIncorrect() {
        assertThat(new PatternComparison(false).verify("a", "a".repeat(20_001)))
                .isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "answer has more than 20000 characters"));
    }

    /** With backtracking, the time would grow exponentially with the length of the answer. */
    @Test
    void matchingTakesLinearTime() {
        assertThat(new PatternComparison(true)
                        .verify("(a|aa)+(a|aa)+(a|aa)+b", "a".repeat(20_000))
                        .kind())
                .isEqualTo(Verdict.Kind.INCORRECT);
    }
}
