package io.millrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "FENCE | 'Here:\n```\n1\n```\nso\n```' | '1'",
                "FENCE | 'Here:\n```\n \n' |",
                "FENCE | '```{\"a\":1}```' | '{\"a\":1}'",
                "FENCE | '```\n1\n```\n ```[2]``` ' | '[2]'",
                "FENCE | '```[1]```\n```\n2' | '2'",
                "FENCE | '```a`b```' |",
                "FENCE | '``````' |",
                "FENCE | 'No ``` at the start of a line' |",
                "LETTER | 'I choose\n(C)' | (C)",
                "LETTER | 'It is B.\nB. 12 apples\n' | B. 12 apples",
                "LETTER | 'C. first\nThen I thought again.' |",
                "LETTER | 'So\n**C**' | **C**",
                "LETTER | 'So\nc' | c",
                "LETTER | 'So\n(c)' | (c)",
                "LETTER | 'So\n**C.** 12 apples' | **C.** 12 apples",
                "LETTER | '(A) is incorrect.' |",
                "LETTER | 'A. Isn\u2019t it?' |",
                "LETTER | '**(A)** was my first thought.' |",
                "LETTER | '\\textbf{(B)} is wrong' |",
                "LETTER | '(A) or b' |",
                "LETTER | '(A) island' | (A) island",
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
                "NUMBER | x=\u20135 | -5",
                "NUMBER | x = \u22125 | -5",
                "NUMBER | 1990\u20131995 | 1995",
                "NUMBER | 40\\% | 40\\%",
                "NUMBER | \\(x = 5\\) | 5",
                "NUMBER | **Total: 5** | 5",
                "NUMBER | It cost $5. | 5",
                "NUMBER | '- 5 apples' | 5",
                "LINE | 'So\n\n Paris \n\n' | Paris",
                "LINE | '\n ' |",
                "WHOLE | '\n two\nlines ' | 'two\nlines'",
                "WHOLE | ' ' |",
            })
    void otherSourcesAreReadTheirOwnWay(AnswerSource source, String text, String answer) {
        assertThat(new Extraction(List.of(source)).answer(text == null ? " " : text))
                .isEqualTo(Optional.ofNullable(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "so \\frac{3}{4}",
                "\\frac12",
                "\\sqrt 5",
                "2 \\times 10^{-5}",
                "x^2",
                "H2O and CO3",
                "1010_2",
                "5x",
                "12km",
                "5\u00b2",
                "5\\pi",
                "\u221a5",
                "3 and 5!",
                "5(x+1)",
                "1/x",
                "x/5",
                "5-year plan",
                "x-5",
                "x = - 5",
                "1.2.3",
                "3:4",
                "0x1F"
            })
    void aNumberThatIsAPartOfSomethingIsNone(String text) {
        assertThat(new Extraction(List.of(AnswerSource.NUMBER)).answer(text)).isEmpty();
    }

    @Test
    void aSourceWhoseTextCannotBeAnAnswerLeavesItToTheNext() {
        Extraction choices = new Extraction(List.of(AnswerSource.BOXED, AnswerSource.PHRASE, AnswerSource.LETTER));
        String text = "\\boxed{12}. The answer is clear.\nB";
        assertThat(choices.answer(text)).contains("12");
        assertThat(choices.answer(text, "B"::equals)).contains("B");
        assertThat(choices.answer(text, "C"::equals)).isEmpty();
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
