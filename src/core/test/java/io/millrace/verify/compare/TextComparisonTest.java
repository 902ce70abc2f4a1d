package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.verify.compare.TextComparison.Same;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextComparisonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "EXACT | Paris | ` Paris\n` | CORRECT",
                "EXACT | Paris | paris | INCORRECT",
                "EXACT | two words | `two  words` | INCORRECT",
                "SPACES | two words | `two \n words` | CORRECT",
                "SPACES | two words | `two\u00a0words` | CORRECT",
                "SPACES | caf\u00e9 | cafe\u0301 | CORRECT",
                "SPACES | two words | twowords | INCORRECT",
                "SPACES | Two words | two words | INCORRECT",
                "WORDS | The Eiffel Tower | `the \u201ceiffel tower\u201d.` | CORRECT",
                "WORDS | STRASSE | stra\u00dfe | CORRECT",
                "WORDS | well-known | well known | CORRECT",
                "WORDS | wellknown | well known | INCORRECT",
                "WORDS | a + b | a b | INCORRECT",
                "WORDS | $5 | 5 | INCORRECT",
                "WORDS | Paris | Paris, France | INCORRECT",
                "WORDS | x | `` | INCORRECT",
                "WORDS | Paris | **Paris** | CORRECT",
                "WORDS | Paris | ** Paris ** | INCORRECT",
                "WORDS | Paris | 'Paris'. | CORRECT",
                "WORDS | Paris | \"Paris.\" | CORRECT",
                "WORDS | Paris | **\u201aParis\u2018**. | CORRECT",
                "WORDS | yes | Yes! | CORRECT",
                "WORDS | no, never | No never; | CORRECT",
                "WORDS | \u5df4\u9ece | \u5df4\u9ece\u3002 | CORRECT",
                "WORDS | ABC | \uff21\uff22\uff23 | CORRECT",
                "WORDS | don't | don\u2019t | CORRECT",
                "WORDS | -5 | \u22125 | CORRECT",
                "WORDS | 2-3 | 2\u20133 | CORRECT",
            })
    void theStrictnessOfTheComparisonDependsOnTheOption(Same same, String truth, String answer, Verdict.Kind kind) {
        assertThat(new TextComparison(same).verify(truth, answer).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-5 | 5",
                "\u22125 | 5",
                "50 \u00b0C | -50 \u00b0C",
                "3.5 | 3/5",
                "3.5 | 3 5",
                "1,000 | 1000",
                "1,000 | 1 000",
                "3:4 | 3 4",
                "3 : 4 | 3 4",
                "10% | 10",
                "C# | C",
                "#1 | 1",
                "25 | 2\u2075",
                "x2 | x\u2082",
                "3\u00bd | 31\u20442",
                "f(x-1) | f(x)-1",
                "(x+1)y | x+1y",
                "f'(x) | f(x)",
                "f' | f",
                "f'' | f'",
                "5' | 5",
                "5\" | 5",
                "-n2^n | n2^n",
                "x-y | x y",
                "\\sin x-\\cos x | \\sin x \\cos x",
                "2 - 3 | 2 3",
                "n! | n",
                "5! | 5",
                "0.333... | 0.333",
                "1, 2, ... | 1, 2",
                "a ** b ** c | a b c",
                "2**3 | 2 3",
                "2*3 | 2 3",
                "a_1 | a 1",
                "a & b | a b",
                "a/b | a b",
                "me@here.org | me here org",
                "{1} | 1",
                "[1, 2) | (1, 2]"
            })
    void symbolsThatCarryMeaningAreKept(String one, String other) {
        TextComparison words = new TextComparison(Same.WORDS);
        assertThat(words.verify(one, other).kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(words.verify(other, one).kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(words.verify(one, one).correct()).isTrue();
    }

    @Test
    void aTruthWithoutTextIsRefusedAndLeavesAnswersUngraded() {
        TextComparison words = new TextComparison(Same.WORDS);
        assertThat(words.refusal(" ")).contains("has no text to compare");
        assertThat(words.verify(" ", "!")).isEqualTo(Verdict.ungraded("truth has no text to compare"));
        assertThat(words.refusal("...")).isEmpty();
        assertThat(words.verify("...", "!").kind()).isEqualTo(Verdict.Kind.INCORRECT);
    }

    @Test
    void anAnswerMayMatchAnyOfTheTruths() {
        TextComparison words = new TextComparison(Same.WORDS);
        assertThat(words.verify(List.of("", "Rome", "Roma"), "roma").correct()).isTrue();
        assertThat(words.verify(List.of("", "Rome"), "Paris").kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(words.verify(List.of(), "Paris")).isEqualTo(Verdict.ungraded("prompt has no truth"));
    }

    @Test
    void anOverlongAnswerIsIncorrect() {
        assertThat(new TextComparison(Same.WORDS).verify("a", "a ".repeat(50_001)))
                .isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "answer has more than 100000 characters"));
    }

    /** Unicode composition sorts marks in quadratic time. */
    @ParameterizedTest
    @EnumSource(Same.class)
    void stackedCombiningMarksAreIncorrect(Same same) {
        TextComparison comparison = new TextComparison(same);
        String most = "a" + "\u0301\u0323".repeat(15);
        assertThat(comparison.verify(most, most).correct()).isTrue();
        assertThat(comparison.verify("a", most + "\u0301"))
                .isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "answer has more than 30 combining marks in a row"));
        assertThat(comparison.refusal(most + "\u0301")).contains("has more than 30 combining marks in a row");
        assertThat(comparison.verify(most + "\u0301", most + "\u0301"))
                .isEqualTo(Verdict.ungraded("truth has more than 30 combining marks in a row"));
    }
}
