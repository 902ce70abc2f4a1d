package io.millrace.task.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Demonstration;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTaskTest {
    private static final ReasonConfig CONFIG = ConfigReader.defaults().task().reason();
    private static final ReasonTask TASK = new ReasonTask(CONFIG);
    private static final CharTokens TOKENS = new CharTokens(TASK.alphabet());
    private static final Prompt ASKED = prompt("C=3;D=C+4;E=D*7;F=E max D;F?");

    @ParameterizedTest
    @CsvSource({
        "A=3;B=A+4;B?, 7",
        "B=3;C=B-4;C?, 9",
        "C=3;D=C+4;E=D*7;E?, 9",
        "C=3;D=C+4;E=D*7;F=E max D;F?, 9",
        "C=7;D=C min 2;E=D-C;E?, 5"
    })
    void theAnswerIsTheValueOfTheLastRegister(String problem, String answer) {
        assertThat(TASK.truths(prompt(problem))).containsExactly(answer);
    }

    @Test
    void theTextAfterTheFirstClosingTagIsJudged() {
        assertThat(verdict("<think>\nC=3;D=C+4=7;E=D*7=9;F=E max 7=9.\n</think>\n\n9", true))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.CORRECT);
        assertThat(verdict("</think>\n\nC=3;D=9.</think>\n\n9", true))
                .as("thinks after its answer has begun")
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(verdict("</think>\n\n9</think> 8", true))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(verdict("</think>\n\n99", true)).extracting(Verdict::kind).isEqualTo(Verdict.Kind.INCORRECT);
    }

    @Test
    void anAnswerWithoutAClosingTagOrWithoutAnEndIsIncorrect() {
        assertThat(verdict("9", true)).extracting(Verdict::kind).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(verdict("<think>\nC=3;D=C+4=7;", false))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(verdict("</think>\n\n9", false)).extracting(Verdict::kind).isEqualTo(Verdict.Kind.INCORRECT);
    }

    @Test
    void onlyACorrectAnswerIsRewarded() {
        DecodedResponse answer = answer("</think>\n\n9", true);
        assertThat(TASK.reward(ASKED, answer, Verdict.CORRECT)).isEqualTo(Rewards.of("accuracy", 1));
        assertThat(TASK.reward(ASKED, answer, Verdict.INCORRECT)).isEqualTo(Rewards.of("accuracy", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C=3;D=C+4;", "C=3;D=C+4;E?", "C=3;D=C+D;D?", "D=3;C=D+1;C?", "C=3;C?"})
    void aPromptWithoutAProblemIsRefusedWhateverItsTruth(String text) {
        String rule =
                "prompt q/%s: must have the form C=3;D=C+4;D?; for your own files, set the task to auto, math or another"
                        .formatted(text);
        assertThat(TASK.refusal(prompt(text))).contains(rule);
        assertThat(TASK.refusal(Samples.prompt(text, "reason", "42"))).contains(rule);
        assertThat(TASK.refusal(ASKED)).isEmpty();
    }

    @Test
    void aReflectionIsJudgedByItsTruthAndKeepsItsStratum() {
        Prompt reflection = new Prompt(
                "q",
                List.of(ChatMessage.user("C=3;D=C+4;D?\nwrong:\n<think>\nC=3;D=C+4=8.\n</think>\n\n8")),
                List.of("7"),
                "s",
                "reason",
                PromptKind.REFLECTION);
        assertThat(TASK.verify(reflection, answer("</think>\n\n7", true)))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.CORRECT);
        assertThat(TASK.stratum(reflection)).isEqualTo("easy");
    }

    @Test
    void theStratumIsTheNumberOfSteps() {
        assertThat(TASK.stratum(prompt("A=3;B=A+1;C=B+4;C?"))).isEqualTo("easy");
        assertThat(TASK.stratum(prompt("A=3;B=A+1;C=B+1;D=C+9;D?"))).isEqualTo("medium");
        assertThat(TASK.stratum(prompt("A=3;B=A+1;C=B+1;D=C+1;E=D+1;F=E-E;F?"))).isEqualTo("hard");
        assertThat(TASK.stratum(prompt("hello"))).isEmpty();
        assertThat(TASK.strata()).containsExactly("easy", "medium", "hard");
    }

    @Test
    void theResultIsReachedWhereTheRequestedRegisterIsFirstStatedCorrectly() {
        String before = "C=3;D=C+4=7;E=D*7=8;F=E max 7=8.\n\nwait D=7;E=D*7=9;F=E max 7=9.";
        assertThat(TASK.reached(ASKED, before + "\n\nbut E=9;F=E max 7=9.")).isEqualTo(OptionalInt.of(before.length()));
        assertThat(TASK.reached(ASKED, "C=3;D=C+4=7;E=D*7=9;")).isEmpty();
        assertThat(TASK.reached(ASKED, "F=9.")).isEqualTo(OptionalInt.of(4));
        assertThat(TASK.reached(prompt("hello"), "F=9.")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 20261121})
    void partsHaveNoProblemInCommonUnderAnyLettersForAnySeed(long seed) {
        Set<Problem> train = problems(Part.TRAIN, 3000, seed);
        for (long other : new long[] {seed, seed + 1}) {
            Set<Problem> heldOut = problems(Part.HELD_OUT, 1000, other);
            Set<Problem> hard = problems(Part.HARD, 500, other);
            assertThat(heldOut).doesNotContainAnyElementsOf(train).doesNotContainAnyElementsOf(hard);
            assertThat(hard)
                    .doesNotContainAnyElementsOf(train)
                    .allMatch(problem -> problem.steps().size() >= 5);
        }
    }

    /** The problems with normalised letters. */
    private static Set<Problem> problems(Part part, int count, long seed) {
        List<Prompt> prompts = TASK.prompts(part, count, seed);
        assertThat(prompts).extracting(Prompt::queryId).doesNotHaveDuplicates().hasSize(count);
        return prompts.stream()
                .map(prompt -> Problem.find(prompt).orElseThrow().from('A'))
                .collect(Collectors.toSet());
    }

    @Test
    void promptsAreDeterminedByTheirSeed() {
        assertThat(TASK.prompts(Part.TRAIN, 50, 1))
                .isEqualTo(TASK.prompts(Part.TRAIN, 50, 1))
                .isNotEqualTo(TASK.prompts(Part.TRAIN, 50, 2));
        assertThat(TASK.prompts(Part.HELD_OUT, 0, 1)).hasSize(CONFIG.prompts());
    }

    @Test
    void solutionsWithoutNoiseAreCorrect() {
        for (Prompt prompt : TASK.prompts(Part.TRAIN, 200, 3)) {
            String solution = TASK.solution(prompt, 0, new SplittableRandom(3));
            assertThat(TASK.verify(prompt, answer(solution, true)))
                    .as(solution)
                    .extracting(Verdict::kind)
                    .isEqualTo(Verdict.Kind.CORRECT);
        }
    }

    @Test
    void failuresAreIncorrect() {
        SplittableRandom random = new SplittableRandom(4);
        for (Prompt prompt : TASK.prompts(Part.TRAIN, 200, 4)) {
            String failure = TASK.failure(prompt, random);
            assertThat(TASK.verify(prompt, answer(failure, true)))
                    .as(failure)
                    .extracting(Verdict::kind)
                    .isEqualTo(Verdict.Kind.INCORRECT);
        }
    }

    @Test
    void demonstrationsHaveTheConfiguredSharesOfModes() {
        SplittableRandom random = new SplittableRandom(5);
        List<Demonstration> examples = TASK.prompts(Part.TRAIN, 4000, 5).stream()
                .map(prompt -> TASK.demonstration(prompt, 0.2, random))
                .toList();
        List<Demonstration> opened =
                examples.stream().filter(l -> !l.opening().isEmpty()).toList();
        assertThat(opened).allMatch(demonstration -> demonstration.opening().equals("<think>\n...\n"));
        assertThat(opened.size() / 4000.0)
                .isBetween(CONFIG.traces().ellipsis() - 0.03, CONFIG.traces().ellipsis() + 0.03);
        double noThink = opened.stream()
                .filter(l -> l.response().startsWith("</think>\n\n"))
                .count();
        assertThat(noThink / opened.size()).isBetween(0.4, 0.75);
        assertThat(examples).filteredOn(l -> l.opening().isEmpty()).allMatch(l -> l.response()
                .startsWith("<think>\n"));
        assertThat(examples.stream().filter(l -> !l.ends()).count() / 4000.0).isBetween(0.005, 0.04);
    }

    private static Prompt prompt(String text) {
        return Samples.prompt(text, "reason");
    }

    private static Verdict verdict(String text, boolean stopped) {
        return TASK.verify(ASKED, answer(text, stopped));
    }

    private static DecodedResponse answer(String text, boolean stopped) {
        Response response = Samples.response(0, stopped ? FinishReason.STOP : FinishReason.LENGTH, 4);
        return new DecodedResponse(response, text, TOKENS);
    }
}
