package io.millrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractionTest {
    private static final Extraction ALL =
            new Extraction(List.of(AnswerSource.BOXED, AnswerSource.HASHES, AnswerSource.PHRASE));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\\boxed{5} | 5",
                "first \\boxed{4}, then \\boxed{5}. | 5",
                "\\boxed{\\frac{1}{2}} | \\frac{1}{2}",
                "\\boxed{\\{1, 2\\}} | \\{1, 2\\}",
                "\\boxed{\\left\\{x\\right\\}} | \\left\\{x\\right\\}",
                "\\fbox{7} | 7",
                "\\boxed {7} | 7",
                "\\boxed 7 apples | 7",
                "so $\\boxed 7$. | 7",
                "$\\boxed{\\frac{1}{2}$ holds | \\frac{1}{2}",
                "The answer is 3, #### 4, \\boxed{5} | 5",
                "He has 3 + 4 = 7 left. #### 7 | 7",
                "#### 1,234 | 1,234",
                "The answer is 12. | 12",
                "The final answer is: $12$. I am sure. | $12$",
                "**Answer:** 12 | 12",
                "THE ANSWER IS 12 | 12",
                "İİ the answer is 95 | 95",
                "İİİİİİİİİİ the answer is 95 | 95",
                "The answer is 3. No, the answer is 3.5. | 3.5"
            })
    void theLastAnswerOfTheFirstSourceIsTaken(String text, String answer) {
        assertThat(ALL.answer(text)).contains(answer);
    }

    @Test
    void aTextWithoutAnyHasNone() {
        assertThat(ALL.answer("It is 12, I think.")).isEmpty();
        assertThat(ALL.answer("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "FENCE | 'Here:\n```json\n[1]\n```\nor\n```\n{}\n```\nEnough.' | '{}'",
                "FENCE | 'Here:\n  ```\n[1]\n[2]' | '[1]\n[2]'",
                "FENCE | 'No ``` at the start of a line' |",
                "LETTER | 'I choose\n(C)' | (C)",
                "LETTER | 'It is B.\nB. 12 apples\n' | B. 12 apples",
                "LETTER | 'C. first\nThen I thought again.' |",
                "NUMBER | I have 3 + 4 = 7 left. | 7",
                "NUMBER | $1,234.50, that is | 1,234.50",
                "NUMBER | 3-5 | 5",
                "NUMBER | from 3 to -5 | -5",
                "NUMBER | 1.5e-3, | 1.5e-3",
                "NUMBER | 1,2, and 3/4, | 3/4",
                "NUMBER | .5 | .5",
                "NUMBER | 12, | 12",
                "NUMBER | 40% of them | 40%",
                "NUMBER | none |",
                "LINE | 'So\n\n Paris \n\n' | Paris",
                "LINE | '\n ' |",
                "WHOLE | '\n two\nlines ' | 'two\nlines'",
                "WHOLE | ' ' |",
            })
    void otherSourcesAreReadTheirOwnWay(AnswerSource source, String text, String answer) {
        assertThat(new Extraction(List.of(source)).answer(text == null ? " " : text))
                .isEqualTo(Optional.ofNullable(answer));
    }

    @Test
    void onlyTheSourcesThatWereAskedForAreRead() {
        assertThat(new Extraction(List.of(AnswerSource.BOXED)).answer("#### 12"))
                .isEmpty();
        assertThat(new Extraction(List.of(AnswerSource.HASHES)).answer("\\boxed{1} #### 12"))
                .contains("12");
    }

    @Test
    void anEmptyBoxIsAnEmptyAnswer() {
        assertThat(ALL.answer("The answer is 3: \\boxed{}")).contains("");
    }

    @Test
    void tenThousandBracesAreFollowedToTheirEnd() {
        String inner = "{".repeat(10_000) + "5" + "}".repeat(10_000);
        assertThat(ALL.answer("\\boxed{" + inner + "} and more")).contains(inner);
    }
}
