package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternComparisonTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "&",
            value = {
                "false & colou?r & the color red & CORRECT",
                "false & colou?r & the tint red & WRONG",
                "true & colou?r & colour & CORRECT",
                "true & colou?r & the colour & WRONG",
                "true & (?i)yes|y & YES & CORRECT",
                "true & [0-9]{4}-[0-9]{2} & 2026-11 & CORRECT",
                "false & ^done$ & not done & WRONG"
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
        assertThat(comparison.refusal("a".repeat(2_001)))
                .contains("must be a regular expression: error parsing regexp: must have at most 2000 characters");
        assertThat(comparison.refusal(" ")).contains("truth is blank");
        assertThat(comparison.refusal("a+b")).isEmpty();
        assertThat(comparison.verify("(a", "a").kind()).isEqualTo(Verdict.Kind.UNGRADED);
    }

    /** With backtracking this would not end within the age of the universe. */
    @Test
    void noPatternTakesForEver() {
        assertThat(new PatternComparison(true)
                        .verify("(a|aa)+(a|aa)+(a|aa)+b", "a".repeat(20_000))
                        .kind())
                .isEqualTo(Verdict.Kind.WRONG);
    }
}
