package io.millrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.testkit.Samples;
import io.millrace.verify.compare.ChoiceComparison;
import io.millrace.verify.math.MathVerifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where people and models put their answers, in addition to the plain forms of {@link ExtractionTest}. */
class AnswersAsWrittenTest {
    private static final Extraction ALL =
            new Extraction(List.of(AnswerSources.BOXED, AnswerSources.HASHES, AnswerSources.PHRASE));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'#### Step 1\nAdd.\n#### Step 2\nThe answer is 9.' | 9",
                "'#### Setup of it\nAdd.\n#### Understanding the task\nThe answer is 9.' | 9",
                "'#### Answer: 9' | 9",
                "'#### **Final answer:** 9' | 9",
                "'#### The final answer is 9.' | 9",
                "'#### 9\n\n#### Explanation\nWe added.' | 9",
                "'#### 9\n\n#### How it was found\nWe added.' | 9",
                "'####\n9' | 9",
                "'#### Final Answer\n\n9' | 9",
                "'#### Answer\nThe answer is 9.' | 9",
                "'#### `9`' | 9",
                "'#### 9!' | 9",
                "'#### 9 The answer is 9' | 9",
                "'#### 8\n#### Note\nIt is not 9.' | 8",
                "'##### 9' | 9",
                "'#### no solution' | no solution",
                "'#### Paris\n\nIt is in France.' | Paris",
            })
    void aHeadingAfterHashesIsNotAnAnswer(String text, String answer) {
        assertThat(ALL.answer(text)).contains(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'Final Answer:\n9' | 9",
                "'**Final Answer:**\n\n9' | 9",
                "'## Final Answer\n\n9' | 9",
                "'\\textbf{Final Answer}\n9' | 9",
                "'The answer is:\n\n$$9$$' | 9",
                "'The answer is:\n\\[\n9\n\\]' | 9",
                "'The answer is\n$$\n9\n$$ cm.' | 9 cm",
                "'Answer: $\n9$' | 9",
                "'Answer \\( 9 \\)' | 9",
                "'The answer is 9. I am sure that the answer is correct.' | 9",
                "'The answer is 9. This answer is consistent with it.' | 9",
                "'The answer is equal to 9.' | 9",
                "'The answer to this question is 9.' | 9",
                "'The answers are 2 and 3.' | 2 and 3",
                "'The answer would be 9' | 9",
                "'The answer is \"9\".' | 9",
                "'The answer is not known.\n9 would do.' | not known",
                "'The answer is 9. Wait, that answer is wrong.' | wrong",
                "'The answer is 9, then I found the answer\nto be of no use.' | '9, then I found the answer'",
            })
    void theAnswerMayStandOnTheNextLinesOrBeforeProse(String text, String answer) {
        assertThat(ALL.answer(text)).contains(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'\\boxed{(2,1)} and \\boxed{(6,5)}' | '(2,1) \\text{ and } (6,5)'",
                "'$$\\boxed{(2,1)} \\quad \\text{and} \\quad \\boxed{(6,5)}$$' | '(2,1) \\text{ and } (6,5)'",
                "'\\boxed{1}, \\boxed{2}, and \\boxed{3}' | '1, 2 \\text{ and } 3'",
                "'(a) $\\boxed{4}$ (b) $\\boxed{7}$' | '4, 7'",
                "'$\\boxed{4}$ for part (a) and $\\boxed{7}$' | '4 \\text{ and } 7'",
                "'$k=\\boxed{4}$ and $n=\\boxed{7}$' | 'k=4 \\text{ and } n=7'",
                "'$\\boxed{4}$ pens and $\\boxed{7}$ caps' | '4 \\text{ and } 7'",
                "'$\\boxed{4}$ or $\\boxed{7}$' | '4 \\text{ or } 7'",
                "'$\\boxed{7}$\n$\\boxed{7}$' | 7",
                "'\\boxed{4}, then \\boxed{7}' | 7",
                "'\\boxed{4}. So we get \\boxed{7}' | 7",
                "'\\boxed{4}\n\nThus \\boxed{7}' | 7",
                "'\\boxed{4}\n\n**Final Answer**\n\n\\boxed{7}' | 7",
                "'\\boxed{4}, no, \\boxed{7}' | 7",
                "'\\boxed{4} no no no no no \\boxed{7}' | 7",
                "'\\boxed{7} and \\boxedx{3}' | 7",
                "'The answer is 7, \\boxedx{3}' | '7, \\boxedx{3}'",
                "'\\boxed{\\boxed{7}}' | 7",
            })
    void boxesThatAreOneAnswerAreReadTogether(String text, String answer) {
        assertThat(ALL.answer(text)).contains(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'we find that $x \\ne 3$.' | x \\ne 3",
                "'It has $7$ rows: \\[ \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} \\]' | \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}",
                "'a loss of $28$ percent' | 28 percent",
                "'a loss of $28$ % in all' | 28 %",
                "'It cost \\$5, that is \\(5\\) \\$.' | 5",
                "'Nothing to see for $5' |",
                "'\\[\\[\\[ $' |",
            })
    void theLastFormulaIsReadIfRequested(String text, String answer) {
        assertThat(new Extraction(List.of(AnswerSources.FORMULA)).answer(text)).isEqualTo(Optional.ofNullable(answer));
    }

    @Test
    void aRequestedBoxIsReadEvenIfOnlyFormulasAreSources() {
        Verifier verifier = AnswerVerifier.of("math", List.of("formula"), true, new MathVerifier());
        var prompt = Samples.prompt("Put it in \\boxed{}.", "math", "7");
        assertThat(verifier.verify(prompt, ResponseText.of("$3+4=\\boxed{7}$")).correct())
                .isTrue();
        assertThat(verifier.verify(prompt, ResponseText.of("It is $7$."))).isEqualTo(Verdict.NO_ANSWER);
    }

    @Test
    void phrasesWithoutAnAnswerAreCounted() {
        assertThat(ALL.answer("The answer is 9.\n" + "answer ".repeat(200))).contains("9");
        assertThat(ALL.answer("The answer is 9.\n" + "answer ".repeat(1_000))).isEmpty();
    }

    @Test
    void anyNumberOfWordsBeforeAnAnswerIsSkipped() {
        assertThat(ALL.answer("the answer is " + "also*".repeat(100_000) + "9")).contains("9");
    }

    @Test
    void aSolutionHasItsAnswerInBoxesOrAfterHashes() {
        assertThat(Solutions.answer("We add $1+2$, so $x=\\boxed{3}$ is it.")).contains("3");
        assertThat(Solutions.answer("The roots are $\\boxed{1}$ and $\\boxed{2}$."))
                .contains("1 \\text{ and } 2");
        assertThat(Solutions.answer("1+2=<<1+2=3>>3\n#### 1,200")).contains("1,200");
        assertThat(Solutions.answer("It is 3.")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "then ",
                "answer is ",
                "the answer: ",
                "#### ",
                "#### Step ",
                "\\boxed{",
                "\\boxed{1} and ",
                "( ",
                "\\text{",
                "$",
                "\\[",
                "Option ",
                "\n",
                " ",
                "****",
                "\"",
                "is ",
                "because ",
                "answer ",
                "\\underline{",
                "(A) or ",
                "e. ",
                "\\boxedx",
                "box",
                "\\begin{cases}"
            })
    void anEndlesslyRepeatedPieceIsReadLikeAnyOther(String piece) {
        String text = piece.repeat(100_000 / piece.length());
        Comparison choice = new ChoiceComparison(ChoiceComparison.Index.NONE);
        Comparison math = new MathVerifier();
        for (AnswerSource source : AnswerSource.all()) {
            Extraction extraction = new Extraction(List.of(source));
            String answer = extraction.answer(text, choice::possible).orElse("");
            assertThat(choice.verify("D", answer).kind()).isEqualTo(Verdict.Kind.INCORRECT);
            String said = extraction.answer(text).orElse("");
            assertThat(math.verify("7", said).kind()).isEqualTo(Verdict.Kind.INCORRECT);
            assertThat(math.verify("7", said.substring(0, Math.min(1_900, said.length())))
                            .kind())
                    .isEqualTo(Verdict.Kind.INCORRECT);
        }
    }
}
