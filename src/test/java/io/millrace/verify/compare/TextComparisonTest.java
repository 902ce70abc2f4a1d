package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.verify.compare.TextComparison.Same;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextComparisonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "EXACT | Paris | ` Paris\n` | CORRECT",
                "EXACT | Paris | paris | WRONG",
                "EXACT | two words | `two  words` | WRONG",
                "SPACES | two words | `two \n words` | CORRECT",
                "SPACES | two words | `two\u00a0words` | CORRECT",
                "SPACES | caf\u00e9 | cafe\u0301 | CORRECT",
                "SPACES | two words | twowords | WRONG",
                "SPACES | Two words | two words | WRONG",
                "WORDS | The Eiffel Tower | `the \u201ceiffel tower\u201d.` | CORRECT",
                "WORDS | STRASSE | stra\u00dfe | CORRECT",
                "WORDS | well-known | well known | CORRECT",
                "WORDS | wellknown | well known | WRONG",
                "WORDS | a + b | a b | WRONG",
                "WORDS | $5 | 5 | WRONG",
                "WORDS | Paris | Paris, France | WRONG",
                "WORDS | x | `` | WRONG",
            })
    void whatCountsDependsOnTheOption(Same same, String truth, String answer, Verdict.Kind kind) {
        assertThat(new TextComparison(same).verify(truth, answer).kind()).isEqualTo(kind);
    }

    @Test
    void aTruthWithoutTextIsRefusedAndLeavesAnswersUngraded() {
        TextComparison words = new TextComparison(Same.WORDS);
        assertThat(words.refusal("...")).contains("has no text to compare");
        assertThat(words.verify("...", "!")).isEqualTo(Verdict.ungraded("truth has no text to compare"));
        assertThat(new TextComparison(Same.EXACT).refusal("...")).isEmpty();
    }

    @Test
    void anyTruthIsAccepted() {
        TextComparison words = new TextComparison(Same.WORDS);
        assertThat(words.verify(List.of("...", "Rome", "Roma"), "roma").correct())
                .isTrue();
        assertThat(words.verify(List.of("...", "Rome"), "Paris").kind()).isEqualTo(Verdict.Kind.WRONG);
        assertThat(words.verify(List.of(), "Paris")).isEqualTo(Verdict.ungraded("there is no truth"));
    }

    @Test
    void anEndlessAnswerIsWrong() {
        assertThat(new TextComparison(Same.WORDS).verify("a", "a ".repeat(50_001)))
                .isEqualTo(new Verdict(Verdict.Kind.WRONG, "answer has more than 100000 characters"));
    }
}
