package io.millrace.method.r3;

import static io.millrace.method.r3.Failures.failed;
import static io.millrace.method.r3.Failures.right;
import static io.millrace.method.r3.Failures.truncated;
import static io.millrace.method.r3.Failures.truncatedBlindly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuralEntropyRankingTest {
    private static final Offset<Double> TIGHT = within(1e-12);
    /** Half of the tokens are peaks. */
    private final StructuralEntropyRanking ranking = ranking(0.5, false);

    private static StructuralEntropyRanking ranking(double peakShare, boolean failed) {
        return new StructuralEntropyRanking(new RankingConfig(true, peakShare, 0.8, failed));
    }

    @Test
    void higherPeaksWithALowerMeanComeFirst() {
        // peak (mean of the 2 largest of 4), global: A 3, 1.5 | B 2, 2 | C 2.5, 1.75 | D 2.5, 1.6.
        // A dominates all others; C and D dominate B, but not each other, as their peaks are equal.
        // S: A 3, B 0, C 1, D 1; ranks 0, 3, 1.5, 1.5; 0.8 (1 - rank / 3).
        List<GradedResponse> group = List.of(
                truncated(3, 0, 3, 0),
                truncated(2, 2, 2, 2),
                truncated(1, 1, 2.5f, 2.5f),
                truncated(2.5f, 2.5f, 0.7f, 0.7f));
        assertThat(ranking.score(group)).containsExactly(new double[] {0.8, 0, 0.4, 0.4}, TIGHT);
        assertThat(ranking.spread(group)).hasValue(1);
    }

    @Test
    void aChainOfDominanceIsRewardedByRank() {
        // One peak of a token in ten: peaks 4 > 3 > 2, global means 1.0 < 1.5 < 2.0.
        List<GradedResponse> group = List.of(truncated(2, 2, 2), truncated(4, 0, 0, 0), truncated(3, 1, 0.5f));
        assertThat(ranking(0.1, false).score(group)).containsExactly(new double[] {0, 0.8, 0.4}, TIGHT);
        assertThat(ranking(0.1, false).spread(group)).hasValue(1);
    }

    @Test
    void copiesAreNotRankedAndChangeNothingForTheOthers() {
        List<GradedResponse> originals = List.of(truncated(2, 2, 2), truncated(4, 0, 0, 0), truncated(3, 1, 0.5f));
        List<GradedResponse> group = new ArrayList<>(originals);
        for (GradedResponse original : originals) {
            group.add(new GradedResponse(
                    original.response().with(group.size(), Origin.COPIED), original.verdict(), original.rewards()));
        }
        StructuralEntropyRanking alone = ranking(0.1, false);
        assertThat(alone.score(group)).containsExactly(new double[] {0, 0.8, 0.4, 0, 0, 0}, TIGHT);
        assertThat(alone.spread(group)).isEqualTo(alone.spread(originals));
    }

    @Test
    void equalScoresShareTheMeanOfTheirRanksRewards() {
        // Equal: none dominates; ranks 0, 1 and 2 earn 0.8, 0.4 and 0.
        List<GradedResponse> group = List.of(truncated(1, 2), truncated(2, 1), truncated(1, 2));
        assertThat(ranking.score(group)).containsExactly(new double[] {0.4, 0.4, 0.4}, TIGHT);
        assertThat(ranking.spread(group)).hasValue(0);
    }

    @Test
    void dominanceNeedsBothConditions() {
        // Higher peak and higher mean: no order.
        assertThat(ranking.score(List.of(truncated(4, 4), truncated(2, 2))))
                .containsExactly(new double[] {0.4, 0.4}, TIGHT);
        // Higher peak and equal mean: no order either.
        assertThat(ranking.score(List.of(truncated(4, 0), truncated(2, 2))))
                .containsExactly(new double[] {0.4, 0.4}, TIGHT);
    }

    @Test
    void theNumberOfPeaksIsRoundedDownAndAtLeastOne() {
        // 0.29 * 100 is 28.999999999999996 in binary, but 29.
        float[] more = new float[100];
        Arrays.fill(more, 0, 29, 1);
        float[] higher = new float[100];
        Arrays.fill(higher, 0, 28, 1.01f);
        assertThat(ranking(0.29, false).score(List.of(truncated(more), truncated(higher))))
                .as("peak 1 against 28.28/29, and a mean of 0.29 against 0.2828: no order with 29 peaks")
                .containsExactly(new double[] {0.4, 0.4}, TIGHT);
        assertThat(ranking(0.28, false).score(List.of(truncated(more), truncated(higher))))
                .as("with 28 peaks the second has the higher peak and the lower mean")
                .containsExactly(new double[] {0, 0.8}, TIGHT);
        assertThat(ranking(0.001, false).score(List.of(truncated(5, 0, 0), truncated(3, 3, 3))))
                .containsExactly(new double[] {0.8, 0}, TIGHT);
    }

    @Test
    void aGroupWithACorrectResponseIsNotRanked() {
        List<GradedResponse> group = List.of(truncated(3, 0), truncated(2, 2), right(2));
        assertThat(ranking.score(group)).containsExactly(0, 0, 0);
        assertThat(ranking.spread(group)).isEmpty();
    }

    @Test
    void aGroupThatIsAllCorrectIsNotRanked() {
        assertThat(ranking.score(List.of(right(2), right(3)))).containsExactly(0, 0);
    }

    @Test
    void aRankingOfOneOrNoneEarnsNothing() {
        assertThat(ranking.score(List.of())).isEmpty();
        assertThat(ranking.score(List.of(truncated(1, 2)))).containsExactly(0);
        assertThat(ranking.score(List.of(truncated(1, 2), truncatedBlindly(3)))).containsExactly(0, 0);
        assertThat(ranking.spread(List.of())).isEmpty();
        assertThat(ranking.spread(List.of(truncated(1, 2)))).isEmpty();
    }

    @Test
    void responsesWithoutEntropiesAreNotRanked() {
        assertThat(ranking.score(List.of(truncatedBlindly(9), truncated(2, 2), truncated(3, 0))))
                .containsExactly(new double[] {0, 0, 0.8}, TIGHT);
    }

    @Test
    void completedFailuresAreRankedOnlyIfConfigured() {
        List<GradedResponse> group = List.of(failed(3, 0), truncated(2, 2), truncated(2.5f, 0.5f));
        assertThat(ranking(0.5, false).score(group)).containsExactly(new double[] {0, 0, 0.8}, TIGHT);
        // Peak 3, 2, 2.5; global 1.5, 2, 1.5: the first dominates only the second, and so does the third.
        assertThat(ranking(0.5, true).score(group)).containsExactly(new double[] {0.6, 0, 0.6}, TIGHT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfResponsesAndTokensDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<float[]> entropies = entropies(random, 2 + random.nextInt(8));
        double[] plain = ranking.score(group(entropies));
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, plain.length).boxed().toList());
        Collections.shuffle(order, random);
        double[] shuffled = ranking.score(
                group(order.stream().map(i -> reversed(entropies.get(i))).toList()));
        for (int i = 0; i < plain.length; i++) {
            assertThat(shuffled[i]).as("seed %d, response %d", seed, i).isEqualTo(plain[order.get(i)]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rewardsStayInTheirRangeAndAverageHalfTheMaximum(long seed) {
        Random random = new Random(seed);
        double[] rewards = ranking.score(group(entropies(random, 2 + random.nextInt(8))));
        for (double reward : rewards) {
            assertThat(reward).as("seed %d", seed).isBetween(0.0, 0.8);
        }
        assertThat(Arrays.stream(rewards).average().orElseThrow())
                .as("seed %d", seed)
                .isCloseTo(0.4, TIGHT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void dominanceEarnsMoreAndShiftsOfAllEntropiesDoNotMatter(long seed) {
        Random random = new Random(seed);
        List<float[]> entropies = entropies(random, 6);
        List<float[]> wavering = new ArrayList<>(entropies);
        float[] last = entropies.get(5);
        // Dominated by the last one: each entropy is moved above the mean and below the peak.
        float[] dominated = new float[last.length];
        Arrays.fill(dominated, mean(last) + 0.25f);
        wavering.add(dominated);
        double[] rewards = ranking.score(group(wavering));
        assertThat(rewards[5]).as("seed %d", seed).isGreaterThan(rewards[6]);

        List<float[]> raised =
                wavering.stream().map(StructuralEntropyRankingTest::raised).toList();
        assertThat(ranking.score(group(raised))).as("seed %d", seed).containsExactly(rewards, TIGHT);
    }

    /** Multiples of 1/64, so that sums are exact; the last one has a peak far above its mean. */
    private static List<float[]> entropies(Random random, int responses) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < responses; i++) {
            float[] entropies = new float[4 << random.nextInt(3)];
            for (int t = 0; t < entropies.length; t++) {
                entropies[t] = random.nextInt(256) / 64f;
            }
            if (i == responses - 1) {
                for (int t = 0; t < entropies.length; t++) {
                    entropies[t] = t % 2 == 0 ? 4 + entropies[t] : 0;
                }
            }
            all.add(entropies);
        }
        return all;
    }

    private static float mean(float... values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static float[] reversed(float... values) {
        float[] reversed = values.clone();
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }

    private static float[] raised(float... values) {
        float[] raised = values.clone();
        for (int i = 0; i < values.length; i++) {
            raised[i] += 2;
        }
        return raised;
    }

    private static List<GradedResponse> group(List<float[]> entropies) {
        return entropies.stream().map(Failures::truncated).toList();
    }
}
