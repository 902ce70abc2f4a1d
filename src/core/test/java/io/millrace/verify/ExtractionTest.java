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
            new Extraction(List.of(AnswerSources.BOXED, AnswerSources.HASHES, AnswerSources.PHRASE));

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
    void noAnswerIsFoundInATextWithoutOne() {
        assertThat(ALL.answer("It is 12, I think.")).isEmpty();
        assertThat(ALL.answer("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "fence | 'Here:\n```json\n[1]\n```\nor\n```\n{}\n```\nEnough.' | '{}'",
                "fence | 'Here:\n  ```\n[1]\n[2]' | '[1]\n[2]'",
                "fence | 'Here:\n```\n1\n```\nso\n```' | '1'",
                "fence | 'Here:\n```\n \n' |",
                "fence | '```{\"a\":1}```' | '{\"a\":1}'",
                "fence | '```\n1\n```\n ```[2]``` ' | '[2]'",
                "fence | '```[1]```\n```\n2' | '2'",
                "fence | '```a`b```' |",
                "fence | '``````' |",
                "fence | 'No ``` at the start of a line' |",
                "letter | 'I choose\n(C)' | (C)",
                "letter | 'It is B.\nB. 12 apples\n' | B. 12 apples",
                "letter | 'C. first\nThen I thought again.' |",
                "letter | 'So\n**C**' | **C**",
                "letter | 'So\nc' | c",
                "letter | 'So\n(c)' | (c)",
                "letter | 'So\n**C.** 12 apples' | **C.** 12 apples",
                "letter | '(A) is incorrect.' |",
                "letter | 'A. Isn\u2019t it?' |",
                "letter | '**(A)** was my first thought.' |",
                "letter | '\\textbf{(B)} is wrong' |",
                "letter | '(A) or b' |",
                "letter | '(A) island' | (A) island",
                "number | I have 3 + 4 = 7 left. | 7",
                "number | $1,234.50, that is | 1,234.50",
                "number | 3-5 | 5",
                "number | from 3 to -5 | -5",
                "number | 1.5e-3, | 1.5e-3",
                "number | 1,2, and 3/4, | 3/4",
                "number | .5 | .5",
                "number | 12, | 12",
                "number | 40% of them | 40%",
                "number | none |",
                "number | x=\u20135 | -5",
                "number | x = \u22125 | -5",
                "number | 1990\u20131995 | 1995",
                "number | 40\\% | 40\\%",
                "number | \\(x = 5\\) | 5",
                "number | **Total: 5** | 5",
                "number | It cost $5. | 5",
                "number | '- 5 apples' | 5",
                "line | 'So\n\n Paris \n\n' | Paris",
                "line | '\n ' |",
                "whole | '\n two\nlines ' | 'two\nlines'",
                "whole | ' ' |",
            })
    void otherSourcesHaveTheirOwnRules(String source, String text, String answer) {
        assertThat(new Extraction(AnswerSource.of(List.of(source), "test")).answer(text == null ? " " : text))
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
    void aNumberInsideAWordIsNotAnAnswer(String text) {
        assertThat(new Extraction(List.of(new AnswerSources.Numeral())).answer(text))
                .isEmpty();
    }

    @Test
    void theNextSourceIsReadIfTheTextOfOneCannotBeAnAnswer() {
        Extraction choices =
                new Extraction(List.of(AnswerSources.BOXED, AnswerSources.PHRASE, new AnswerSources.Letter()));
        String text = "\\boxed{12}. The answer is clear.\nB";
        assertThat(choices.answer(text)).contains("12");
        assertThat(choices.answer(text, "B"::equals)).contains("B");
        assertThat(choices.answer(text, "C"::equals)).isEmpty();
    }

    @Test
    void onlyTheRequestedSourcesAreRead() {
        assertThat(new Extraction(List.of(AnswerSources.BOXED)).answer("#### 12"))
                .isEmpty();
        assertThat(new Extraction(List.of(AnswerSources.HASHES)).answer("\\boxed{1} #### 12"))
                .contains("12");
    }

    @Test
    void anEmptyBoxIsAnEmptyAnswer() {
        assertThat(ALL.answer("The answer is 3: \\boxed{}")).contains("");
    }

    @Test
    void tenThousandNestedBracesAreMatched() {
        String inner = "{".repeat(10_000) + "5" + "}".repeat(10_000);
        assertThat(ALL.answer("\\boxed{" + inner + "} and more")).contains(inner);
    }
}
