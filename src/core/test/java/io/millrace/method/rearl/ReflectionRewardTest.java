package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.FinishReason;
import io.millrace.testkit.Samples;
import io.millrace.testkit.WordTokens;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReflectionRewardTest {
    private static final ThinkingConfig TAGS =
            new ThinkingConfig("<t>", "</t>", "", List.of("wait", "alternatively", "check", "but"));
    private static final ReflectionMarks MARKS = new ReflectionMarks(TAGS);

    private final WordTokens tokens = new WordTokens();
    private final Thoughts thoughts = new Thoughts(tokens, TAGS, "");

    private double score(double weight, double threshold, String text) {
        return new ReflectionReward(weight, threshold, thoughts, MARKS)
                .score(
                        Samples.prompt("p", "t"),
                        Samples.graded(
                                Samples.response(
                                        0,
                                        FinishReason.STOP,
                                        tokens.encode(text).ids()),
                                false,
                                0));
    }

    @Test
    void theRewardIsTheDensityTimesTheThreshold() {
        assertThat(score(1, 2.5, "<t> a b wait c\nd e but f g h </t> but 7"))
                .as("2 marks in 10 tokens")
                .isEqualTo(0.5);
        assertThat(score(3, 2.5, "<t> a b wait c\nd e but f g h </t> 7")).isEqualTo(1.5);
    }

    @Test
    void theRewardIsFullAtOrAboveTheThreshold() {
        assertThat(score(1, 5, "<t> a b wait c\nd e but f g h </t> 7")).isEqualTo(1);
        assertThat(score(2, 500, "<t> wait </t> 7")).isEqualTo(2);
    }

    @Test
    void withoutThinkingOrMarksThereIsNoReward() {
        assertThat(score(1, 100, "wait, but 7")).isZero();
        assertThat(score(1, 100, "<t></t> wait")).isZero();
        assertThat(score(1, 100, "<t> a b c </t> wait")).isZero();
    }

    @Test
    void unclosedThinkingCountsToo() {
        assertThat(score(1, 1, "<t> a wait b c")).isEqualTo(0.25);
    }

    @Test
    void theRewardStaysInRangeAndFallsWithThinkingBetweenMarks() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder("<t>");
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(random.nextInt(4) == 0 ? " wait\n" : " a");
            }
            double reward = score(1, 3, text + " </t> 7");
            assertThat(reward).as("seed %d: %s", seed, text).isBetween(0.0, 1.0);
            assertThat(score(1, 3, text + " a a </t> 7"))
                    .as("seed %d: %s", seed, text)
                    .isLessThanOrEqualTo(reward);
        }
    }

    @Test
    void invalidWeightsAndThresholdsAreRejected() {
        assertThatThrownBy(() -> score(0, 1, "a"))
                .hasMessage("rearl.reflection: weight must be > 0 and finite, was 0.0");
        assertThatThrownBy(() -> score(1, 0, "a"))
                .hasMessage("rearl.reflection: threshold must be > 0 and finite, was 0.0");
    }

    @Test
    void theThresholdIsTheInverseOfTheDensitysQuantile() {
        assertThat(ReflectionThreshold.of(0.05, 0.01, 0.02, 0.04, 0.03, 0.06))
                .as("six values: the quantile is the second smallest")
                .isCloseTo(50, within(1e-9));
        assertThat(ReflectionThreshold.of(0.1, 0.2))
                .as("between two values: 0.1 + 0.2 x 0.1")
                .isCloseTo(1 / 0.12, within(1e-9));
        assertThat(ReflectionThreshold.of(0.25)).isEqualTo(4);
    }

    @Test
    void aModelThatHardlyEverReflectsNeedsANumber() {
        assertThatThrownBy(() -> ReflectionThreshold.of(0, 0, 0.1, 0.1, 0.1))
                .hasMessage("2 of the base model's 5 thinking responses have no reflection mark, so that the"
                        + " density's 0.2-quantile is 0: set it to a number, name other thinking.marks, or set"
                        + " weight to 0");
        assertThatThrownBy(() -> ReflectionThreshold.of())
                .hasMessage("no response of the base model thinks: set it to a number, or check thinking.open and"
                        + " thinking.opening");
    }

    @Test
    void mostOfTheBaseModelsThinkingEarnsTheFullReward() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] densities =
                    random.doubles(5 + random.nextInt(100), 0.001, 0.1).toArray();
            double threshold = ReflectionThreshold.of(densities);
            long full = Arrays.stream(densities).filter(d -> d * threshold >= 1).count();
            assertThat((double) full / densities.length).as("seed %d", seed).isBetween(0.7, 0.9);
        }
    }
}
