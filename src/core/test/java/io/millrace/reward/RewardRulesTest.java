package io.millrace.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.testkit.Samples;
import io.millrace.text.ThinkingConfig;
import io.millrace.token.CharacterTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in reward rules. */
class RewardRulesTest {
    private static final Prompt PROMPT = Samples.prompt("q", "test");
    private static final ResponseReward OVERLONG = new Overlong(20, 4).create(context(""));
    private static final ResponseReward COSINE = new Cosine(10, 2, 1, -10, 0, -3).create(context(""));

    private static RewardContext context(String opening) {
        var tokenizer = CharacterTokenizer.of("<think>/abc .\n"
                .chars()
                .distinct()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
        var tags = new ThinkingConfig("<think>", "</think>", "", List.of("wait"));
        return new RewardContext(new RewardSettings(32, tags, opening), tokenizer);
    }

    private static ResponseReward repetition(int ngram) {
        return new Repetition(ngram).create(context(""));
    }

    private static GradedResponse response(boolean correct, int... tokens) {
        return Samples.graded(Samples.response(0, FinishReason.STOP, tokens), correct, correct ? 1 : 0);
    }

    private static GradedResponse ofLength(int tokens, boolean correct) {
        return response(correct, new int[tokens]);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "16, 0", "17, -0.25", "18, -0.5", "20, -1", "21, -1", "900, -1"})
    void overlongResponsesLoseMoreCloserToTheLimit(int tokens, double expected) {
        // L_max 20, buffer 4: 0 up to 16, then (16 - L) / 4, then -1.
        assertThat(OVERLONG.score(PROMPT, ofLength(tokens, true))).isEqualTo(expected);
        assertThat(OVERLONG.score(PROMPT, ofLength(tokens, false))).isEqualTo(expected);
    }

    @Test
    void aBufferOfTheWholeLengthPenalisesFromTheFirstToken() {
        assertThat(new Overlong(4, 4).create(context("")).score(PROMPT, ofLength(1, true)))
                .isEqualTo(-0.25);
        assertThatThrownBy(() -> new Overlong(4, 0)).hasMessage("overlong: buffer must be >= 1, was 0");
    }

    @Test
    void unspecifiedLimitsAreThoseOfTheSampler() {
        // 32 tokens: half of a buffer of 4 at 30; a bonus of 1 - 8/32.
        assertThat(new Overlong(0, 4).create(context("")).score(PROMPT, ofLength(30, true)))
                .isEqualTo(-0.5);
        assertThat(new LengthBonus(0).create(context("")).score(PROMPT, ofLength(8, true)))
                .isEqualTo(0.75);
        assertThat(new LengthBonus(0).create(context("")).score(PROMPT, ofLength(8, false)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"5, true, 1.5", "5, false, -5", "10, true, -3", "10, false, -3", "11, true, -3"})
    void theCosineGoesFromItsStartToItsEnd(int tokens, boolean correct, double expected) {
        // At half of L_max the cosine is 0: the mean of both ends. From L_max on, exceed applies.
        assertThat(COSINE.score(PROMPT, ofLength(tokens, correct))).isEqualTo(expected, within(1e-12));
    }

    @Test
    void theCosineIsFlatNearItsStart() {
        // 1 + (2 - 1) (1 + cos(pi / 10)) / 2
        assertThat(COSINE.score(PROMPT, ofLength(1, true))).isEqualTo(1.9755282581475768, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void betweenItsEndsTheCosineIsMonotonicAndBounded(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            int tokens = 1 + random.nextInt(8);
            boolean correct = random.nextBoolean();
            double own = COSINE.score(PROMPT, ofLength(tokens, correct));
            double longer = COSINE.score(PROMPT, ofLength(tokens + 1, correct));
            assertThat(own).as("seed %d", seed).isBetween(correct ? 1.0 : -10, correct ? 2.0 : 0);
            assertThat(correct ? own - longer : longer - own)
                    .as("seed %d", seed)
                    .isPositive();
        }
    }

    @Test
    void repeatedNgramsArePenalisedByTheirShare() {
        // 1 2, 2 1, 1 2, 2 1: two of four bigrams are new.
        assertThat(repetition(2).score(PROMPT, response(true, 1, 2, 1, 2, 1))).isEqualTo(-0.5);
        assertThat(repetition(1).score(PROMPT, response(true, 7, 7, 7, 7))).isEqualTo(-0.75);
        assertThat(repetition(3).score(PROMPT, response(true, 1, 2, 3)))
                .as("a single n-gram")
                .isZero();
        assertThat(repetition(3).score(PROMPT, response(true, 1, 2))).as("none").isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void repetitionAgreesWithCountingByHand(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int n = 1 + random.nextInt(6);
            int[] tokens = random.ints(1 + random.nextInt(40), 0, 3).toArray();
            Set<List<Integer>> distinct = new HashSet<>();
            int count = Math.max(0, tokens.length - n + 1);
            for (int from = 0; from < count; from++) {
                distinct.add(Arrays.stream(tokens, from, from + n).boxed().toList());
            }
            double expected = count == 0 ? 0 : -(1 - (double) distinct.size() / count);
            assertThat(repetition(n).score(PROMPT, response(true, tokens)))
                    .as("seed %d: %d-grams of %s", seed, n, Arrays.toString(tokens))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aLongResponseOfOneRepeatedTokenIsNearlyAllRepetition() {
        assertThat(repetition(40).score(PROMPT, ofLength(30_000, false))).isEqualTo(-(1 - 1.0 / 29_961));
    }

    @ParameterizedTest
    @CsvSource({
        "<think>a</think>b, 1, 0",
        "' <think>a</think>b', 1, 0",
        "<think></think>b, 1, 0",
        "a</think>b, 0, 1",
        "</think>b, 0, 1",
        "<think>a</think>, 0, 0",
        "'a</think> ', 0, 0",
        "<think>a, 0, 0",
        "b, 0, 0",
        "<think>a</think>b</think>c, 0, 0",
        "a</think>b</think>c, 0, 0",
        "<think><think>a</think>b, 0, 0",
        "a<think>a</think>b, 0, 0"
    })
    void tagsAreOpenedOnceAndClosedOnceBeforeAnAnswer(String text, double plain, double opened) {
        GradedResponse response =
                response(true, context("").tokenizer().encode(text).ids());
        assertThat(new Format().create(context("")).score(PROMPT, response)).isEqualTo(plain);
        assertThat(new Format().create(context("<think>\n")).score(PROMPT, response))
                .isEqualTo(opened);
    }

    private static double[] relative(GradedResponse... group) {
        return new RelativeLength().create(context("")).score(List.of(group));
    }

    @Test
    void shortResponsesOfAGroupGainAndLongOnesLose() {
        // 10..30: lambda = 1/2 - (L - 10) / 20
        assertThat(relative(
                        ofLength(10, true),
                        ofLength(15, true),
                        ofLength(30, true),
                        ofLength(10, false),
                        ofLength(25, false)))
                .containsExactly(0.5, 0.25, -0.5, 0, -0.25);
    }

    @Test
    void equalLengthsAndEmptyGroupsEarnNothing() {
        assertThat(relative(ofLength(7, true), ofLength(7, false))).containsExactly(0, 0);
        assertThat(relative(ofLength(7, true))).containsExactly(0);
        assertThat(relative()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderAndShiftOfLengthsDoNotMatter(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<GradedResponse> group = new ArrayList<>();
            List<GradedResponse> shifted = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int tokens = 1 + random.nextInt(30);
                boolean correct = random.nextBoolean();
                group.add(ofLength(tokens, correct));
                shifted.add(ofLength(tokens + 5, correct));
            }
            double[] rewards = new RelativeLength().create(context("")).score(group);
            assertThat(Arrays.stream(rewards).map(Math::abs).max().orElse(0))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(0.5);
            assertThat(new RelativeLength().create(context("")).score(shifted))
                    .as("seed %d", seed)
                    .containsExactly(rewards);
            Collections.reverse(group);
            double[] back = new RelativeLength().create(context("")).score(group);
            for (int i = 0; i < 6; i++) {
                assertThat(back[5 - i]).as("seed %d", seed).isEqualTo(rewards[i]);
            }
        }
    }
}
