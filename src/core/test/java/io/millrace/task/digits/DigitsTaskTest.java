package io.millrace.task.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.task.DecodedResponse;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.digits.DigitsConfig.Scoring;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTaskTest {
    private static final DigitsTask STRICT = new DigitsTask(new DigitsConfig(9, true));
    private static final DigitsTask VERL = new DigitsTask(new DigitsConfig(9, false));
    private static final CharTokens TOKENS = CharTokens.digits();

    @ParameterizedTest
    @CsvSource({
        "'8,3:9,4', '7,2,6,1'",
        "'0,8:9,1', 7",
        "'9,0:9,3', '0,0,0'",
        "'5,5:9,0', ''",
        "'1,2:10,9', '3,4,5,6,7,8,9,0,1'"
    })
    void theAnswerContinuesTheSequence(String prompt, String answer) {
        assertThat(STRICT.solution(Samples.digits(prompt), 0, new Random(1))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "'7,2,6,1', 8, true",
        "'7,2,6', 5, false",
        "'7', 1, false",
        "'', 0, false",
        "'7,2,6,1,5', 7, false",
        "'7,3,6,1', 2, false",
        "'2', 0, false"
    })
    void onlyACompleteAnswerEarnsTheRewardOfTheEnd(String text, int eighths, boolean correct) {
        DecodedResponse answer = DecodedResponse.of(Samples.answered(0, text), TOKENS);
        assertThat(reward(STRICT, "8,3:9,4", answer).total()).isCloseTo(eighths / 8.0, within(1e-12));
        assertThat(STRICT.verify(Samples.digits("8,3:9,4"), answer).correct()).isEqualTo(correct);
    }

    @ParameterizedTest
    @CsvSource({"'7,2,6,1', 8", "'7,2,6', 6", "'7', 2", "'', 0", "'7,2,6,1,5', 7", "'7,3,6,1', 2"})
    void stoppingEarlyEarnsTheRewardOfTheEndUnderVerlsRule(String text, int eighths) {
        DecodedResponse answer = DecodedResponse.of(Samples.answered(0, text), TOKENS);
        assertThat(reward(VERL, "8,3:9,4", answer).total()).isCloseTo(eighths / 8.0, within(1e-12));
    }

    @Test
    void aReflectionIsJudgedByItsTruth() {
        List<String> truths = STRICT.truths(Samples.digits("8,3:9,4"));
        assertThat(truths).containsExactly("7,2,6,1");
        // Its text reads 8,3:9,1, which is not the question.
        Prompt reflection = reflection(truths);
        assertThat(STRICT.refusal(reflection)).isEmpty();
        assertThat(STRICT.verify(reflection, DecodedResponse.of(Samples.answered(0, "7,2,6,1"), TOKENS)))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.CORRECT);
        assertThat(STRICT.verify(reflection, DecodedResponse.of(Samples.answered(0, "7"), TOKENS)))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(STRICT.reward(reflection, DecodedResponse.of(Samples.answered(0, "7"), TOKENS), Verdict.INCORRECT)
                        .total())
                .isCloseTo(0.125, within(1e-12));
        assertThat(STRICT.truths(reflection)).isEqualTo(truths);
    }

    @Test
    void aReflectionWithoutATruthIsRefused() {
        assertThat(STRICT.refusal(reflection(List.of())))
                .hasValue("prompt r: must have one truth as a reflection, had 0");
    }

    private static Prompt reflection(List<String> truths) {
        return new Prompt("r", List.of(ChatMessage.user("8,3:9,1")), truths, "test", "digits", PromptKind.REFLECTION);
    }

    @Test
    void stoppingImmediatelyEarnsTheFullRewardForZeroTerms() {
        DecodedResponse nothing = DecodedResponse.of(Samples.answered(0, ""), TOKENS);
        assertThat(reward(STRICT, "8,3:9,0", nothing).total()).isEqualTo(1);
        assertThat(reward(VERL, "8,3:9,0", nothing).total()).isEqualTo(1);
        assertThat(STRICT.verify(Samples.digits("8,3:9,0"), nothing))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.CORRECT);
        assertThat(reward(VERL, "8,3:9,0", DecodedResponse.of(Samples.answered(0, "5"), TOKENS))
                        .total())
                .isEqualTo(0);
    }

    @Test
    void aTruncatedAnswerEarnsNoRewardOfTheEndAndIsIncorrect() {
        DecodedResponse cut = DecodedResponse.of(Samples.truncated(0, "7,2,6,1"), TOKENS);
        assertThat(reward(VERL, "8,3:9,4", cut).total()).isCloseTo(7 / 8.0, within(1e-12));
        assertThat(STRICT.verify(Samples.digits("8,3:9,4"), cut))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.INCORRECT);
    }

    @Test
    void eachTokenIsCreditedWithItsOwnShare() {
        Rewards rewards = reward(STRICT, "8,3:9,4", DecodedResponse.of(Samples.answered(0, "7,2,6,1"), TOKENS));
        assertThat(rewards.perToken()).containsExactly(.125f, .125f, .125f, .125f, .125f, .125f, .125f, .125f);
        assertThat(rewards.components())
                .containsExactly(new Rewards.Component("digits", .875), new Rewards.Component("end", .125));
        assertThat(reward(VERL, "8,3:9,4", DecodedResponse.of(Samples.answered(0, "7,3"), TOKENS))
                        .perToken())
                .containsExactly(.125f, .125f, 0f, 0f);
    }

    @Test
    void aSpecialTokenInsideAnAnswerMatchesNothing() {
        int[] ids = {11, CharTokens.SEPARATOR, CharTokens.END};
        DecodedResponse answer = DecodedResponse.of(Samples.response(0, FinishReason.STOP, ids), TOKENS);
        assertThat(answer.text()).isEqualTo("7");
        assertThat(STRICT.verify(Samples.digits("8,3:9,1"), answer))
                .extracting(Verdict::kind)
                .isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(reward(VERL, "8,3:9,1", answer).perToken()).containsExactly(.5f, 0f, 0f);
    }

    @Test
    void aPromptOfAnotherFormCannotBeJudged() {
        Prompt prompt = Samples.digits("what?");
        assertThatThrownBy(() -> STRICT.verify(prompt, DecodedResponse.of(Samples.answered(0, "7"), TOKENS)))
                .hasMessage("prompt q/what?: must have the form a,b:M,n, was what?");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 9, 10})
    void trainAndHeldOutHaveNoAnswerInCommonForTheSameQuestion(int modulus) {
        DigitsTask task = new DigitsTask(new DigitsConfig(modulus, true));
        Set<List<Integer>> train = new HashSet<>();
        List<Prompt> prompts = task.prompts(Part.TRAIN, 0, 1);
        prompts.forEach(prompt -> train.add(question(prompt, modulus)));
        List<Prompt> heldOut = task.prompts(Part.HELD_OUT, 0, 99);
        assertThat(heldOut).noneMatch(prompt -> train.contains(question(prompt, modulus)));
        assertThat(prompts.size() + heldOut.size()).isEqualTo(100 * modulus);
        assertThat(heldOut.size()).isBetween(10 * modulus, 30 * modulus);
        assertThat(Stream.concat(prompts.stream(), heldOut.stream()).map(Prompt::queryId))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSeedDeterminesWhichPromptsAreDrawn() {
        assertThat(STRICT.prompts(Part.TRAIN, 20, 1))
                .isEqualTo(STRICT.prompts(Part.TRAIN, 20, 1))
                .isNotEqualTo(STRICT.prompts(Part.TRAIN, 20, 2));
    }

    @Test
    void hardPromptsAreTheHeldOutOnesWithTheLongestAnswers() {
        List<Prompt> hard = STRICT.prompts(Part.HARD, 0, 1);
        assertThat(hard).isNotEmpty().allMatch(prompt -> prompt.queryId().matches(".*,[7-9]"));
        assertThat(STRICT.prompts(Part.HELD_OUT, 0, 2)).containsAll(hard);
    }

    @Test
    void levelAndPositionOfTheResultAreUnknown() {
        assertThat(STRICT.stratum(Samples.digits("8,3:9,4"))).isEmpty();
        assertThat(STRICT.reached(Samples.digits("8,3:9,4"), "7,2,6,1")).isEmpty();
        assertThat(STRICT.symbols()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ",", ":");
    }

    @Test
    void morePromptsThanExistAreRefused() {
        int all = STRICT.prompts(Part.TRAIN, 0, 1).size();
        assertThatThrownBy(() -> STRICT.prompts(Part.TRAIN, 901, 1))
                .hasMessage(
                        "digits: prompts of TRAIN must be <= %d at modulus 9, was 901; request 0 to get all of them",
                        all);
    }

    @Test
    void noiseChangesTheConfiguredShareOfTheTerms() {
        Random random = new Random(5);
        Prompt prompt = Samples.digits("8,3:9,9");
        String truth = STRICT.solution(prompt, 0, random);
        int wrong = 0;
        for (int i = 0; i < 500; i++) {
            String noisy = STRICT.solution(prompt, 0.5, random);
            assertThat(noisy).hasSameSizeAs(truth);
            for (int at = 0; at < truth.length(); at++) {
                wrong += noisy.charAt(at) == truth.charAt(at) ? 0 : 1;
            }
        }
        assertThat(wrong / 4500.0).isCloseTo(0.5 * 8 / 9, within(0.03));
    }

    /** For random responses of all lengths: rewards stay in range, and shares add up to the total. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rewardsStayInRangeAndSharesAddUp(long seed) {
        Random random = new Random(seed);
        for (Prompt prompt : STRICT.prompts(Part.TRAIN, 100, seed)) {
            String noisy = STRICT.solution(prompt, 0.3, random);
            String text = noisy.substring(0, random.nextInt(noisy.length() + 1));
            Response response =
                    text.isEmpty() || random.nextBoolean() ? Samples.answered(0, text) : Samples.truncated(0, text);
            for (DigitsTask task : List.of(STRICT, VERL)) {
                DecodedResponse answer = DecodedResponse.of(response, TOKENS);
                Rewards rewards = task.reward(prompt, answer, task.verify(prompt, answer));
                double sum = 0;
                for (float share : rewards.perToken()) {
                    sum += share;
                }
                assertThat(rewards.total())
                        .as("seed %d, %s -> %s", seed, prompt.queryId(), text)
                        .isBetween(0.0, 1 + 1e-9);
                assertThat(sum)
                        .as("seed %d, %s -> %s", seed, prompt.queryId(), text)
                        .isCloseTo(rewards.total(), within(1e-5));
            }
        }
    }

    @Test
    void scoringByTheAnswerIgnoresTextBeforeTheLastColon() {
        DigitsTask task = new DigitsTask(new DigitsConfig(9, true, Scoring.ANSWER, 2));
        assertThat(reward(task, "8,3:9,2", Samples.answered(0, "7,2"))).isEqualTo(Rewards.of("answer", 1));
        assertThat(reward(task, "8,3:9,2", Samples.answered(0, "7,1:1:7,2"))).isEqualTo(Rewards.of("answer", 1));
        assertThat(reward(task, "8,3:9,2", Samples.answered(0, "7,2:7,1"))).isEqualTo(Rewards.of("answer", 0));
        assertThat(reward(task, "8,3:9,2", Samples.answered(0, "7"))).isEqualTo(Rewards.of("answer", 0));
        assertThat(reward(task, "8,3:9,2", Samples.truncated(0, "7,2"))).isEqualTo(Rewards.of("answer", 0));
    }

    @Test
    void draftsMakeACorrectAnswerMoreLikely() {
        DigitsTask task = new DigitsTask(new DigitsConfig(9, true, Scoring.ANSWER, 2));
        Prompt prompt = Samples.digits("8,3:9,1");
        int[] correct = new int[3];
        int[] all = new int[3];
        Random random = new Random(9);
        for (int i = 0; i < 6000; i++) {
            String[] parts = task.solution(prompt, 0.9, random).split(":");
            all[parts.length - 1]++;
            correct[parts.length - 1] += parts[parts.length - 1].equals("7") ? 1 : 0;
        }
        for (int drafts = 0; drafts < 3; drafts++) {
            assertThat(all[drafts]).isBetween(1800, 2200);
            assertThat((double) correct[drafts] / all[drafts]).isCloseTo(1 - 0.8 / (1 + drafts), within(0.04));
        }
    }

    @Test
    void draftsWithoutScoringByTheAnswerAreRefused() {
        assertThatThrownBy(() -> new DigitsConfig(9, true, Scoring.CHARACTERS, 1))
                .hasMessage("digits: drafts must be 0 with scoring by characters, was 1");
    }

    private static Rewards reward(DigitsTask task, String prompt, Response response) {
        return reward(task, prompt, DecodedResponse.of(response, TOKENS));
    }

    private static Rewards reward(DigitsTask task, String prompt, DecodedResponse answer) {
        return task.reward(Samples.digits(prompt), answer, task.verify(Samples.digits(prompt), answer));
    }

    private static List<Integer> question(Prompt prompt, int modulus) {
        Sequence sequence = Sequence.of(prompt);
        return List.of(sequence.first() % modulus, sequence.second(), sequence.wanted());
    }
}
