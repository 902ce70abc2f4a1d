package io.millrace.method.rorecomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Interaction;
import io.millrace.model.Origin;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecompositionTest {
    private static final Costs TOKENS = new Costs(config(RoRecomp.Cost.TOKENS, ""), CharTokens.digits());

    private static RoRecomp config(RoRecomp.Cost cost, String mark) {
        return new RoRecomp(true, 0.5, cost, mark, 4, 1, 0, 10, RoRecomp.Advantages.GROUP);
    }

    /** Positive lengths are correct responses, negative ones incorrect, in tokens. */
    private static List<GradedResponse> group(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> Samples.graded(
                        Samples.response(0, FinishReason.STOP, new int[Math.abs(length)]),
                        length > 0,
                        length > 0 ? 1 : 0))
                .toList();
    }

    @Test
    void theShortestCorrectAndTheLongestIncorrectResponsesHavePriority() {
        // Correct: 5 9 2 7 at 0, 1, 3, 5, of which ceil(0.5 * 4) = 2; incorrect: 4 8 6 at 2, 4, 6, of which ceil(0.5 *
        // 3) = 2.
        Recomposition split = Recomposition.of(group(5, 9, -4, 2, -8, 7, -6), TOKENS, 0.5);
        assertThat(split.priority()).containsExactly(3, 0, 4, 6);
        assertThat(split.leftovers()).containsExactly(1, 2, 5);
    }

    @Test
    void equalCostsKeepTheOrderOfSampling() {
        Recomposition split = Recomposition.of(group(3, -3, 3, -3, 3, -3), TOKENS, 0.5);
        assertThat(split.priority()).containsExactly(0, 2, 1, 3);
        assertThat(split.leftovers()).containsExactly(4, 5);
    }

    @Test
    void copiesCountAmongTheResponsesAndComeAfterTheirOriginals() {
        // Correct: 5 9 and their copies at 0, 1, 3, 4, of which 2 have priority; incorrect: 4 and its copy, of which 1
        // has priority.
        List<GradedResponse> group = new ArrayList<>(group(5, 9, -4));
        for (GradedResponse original : group(5, 9, -4)) {
            group.add(new GradedResponse(
                    original.response().with(group.size(), Origin.COPIED), original.verdict(), original.rewards()));
        }
        Recomposition split = Recomposition.of(group, TOKENS, 0.5);
        assertThat(split.priority()).containsExactly(0, 3, 2);
        assertThat(split.leftovers()).containsExactly(1, 4, 5);
    }

    @Test
    void anAllCorrectGroupPrioritisesItsShortest() {
        Recomposition split = Recomposition.of(group(4, 2, 3), TOKENS, 0.3);
        assertThat(split.priority()).containsExactly(1);
        assertThat(split.leftovers()).containsExactly(0, 2);
    }

    @Test
    void anAllIncorrectGroupPrioritisesItsLongest() {
        Recomposition split = Recomposition.of(group(-4, -2, -5), TOKENS, 0.3);
        assertThat(split.priority()).containsExactly(2);
        assertThat(split.leftovers()).containsExactly(0, 1);
    }

    @Test
    void aGroupOfOneHasNoLeftoversAndAnEmptyOneHasNothing() {
        assertThat(Recomposition.of(group(4), TOKENS, 0.1)).isEqualTo(new Recomposition(List.of(0), List.of()));
        assertThat(Recomposition.of(group(-4), TOKENS, 0.1)).isEqualTo(new Recomposition(List.of(0), List.of()));
        assertThat(Recomposition.of(List.of(), TOKENS, 0.5)).isEqualTo(new Recomposition(List.of(), List.of()));
    }

    @Test
    void replaysAndTruncatedResponsesAreSplitLikeAnyOther() {
        List<GradedResponse> group = List.of(
                Samples.graded(Samples.truncated(0, "12345678"), false, 0),
                Samples.graded(Samples.truncated(1, "12"), false, 0),
                Samples.graded(Samples.response(2, FinishReason.STOP, Origin.REPLAYED, 1, 4, 5, 1), true, 1));
        Recomposition split = Recomposition.of(group, TOKENS, 0.5);
        assertThat(split.priority()).containsExactly(2, 0);
        assertThat(split.leftovers()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({"0.07, 100, 7", "0.1, 30, 3", "0.29, 100, 29", "0.5, 3, 2", "1, 5, 5", "0.001, 5, 1"})
    void aShareIsRoundedUpExactly(double alpha, int responses, int expected) {
        // 0.07 * 100 is 7.000000000000001 in binary.
        int[] lengths = IntStream.rangeClosed(1, responses).toArray();
        assertThat(Recomposition.of(group(lengths), TOKENS, alpha).priority()).hasSize(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSplitIsCompleteAndOrderedByPriority(long seed) {
        Random random = new Random(seed);
        int[] lengths = lengths(random, random.nextInt(20));
        double alpha = 0.05 + 0.95 * random.nextDouble();
        Recomposition split = Recomposition.of(group(lengths), TOKENS, alpha);

        List<Integer> all = new ArrayList<>(split.priority());
        all.addAll(split.leftovers());
        assertThat(all)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, lengths.length).boxed().toList());
        assertThat(split.leftovers()).as("seed %d", seed).isSorted();
        for (int taken : split.priority()) {
            for (int left : split.leftovers()) {
                if (lengths[taken] > 0 == lengths[left] > 0) {
                    // Correct: fewer tokens first; incorrect (negative): more tokens first. In both cases the smaller
                    // number comes first.
                    assertThat(lengths[taken]).as("seed %d", seed).isLessThanOrEqualTo(lengths[left]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfSamplingMattersOnlyForTies(long seed) {
        Random random = new Random(seed);
        List<Integer> distinct = new ArrayList<>(
                new HashSet<>(Arrays.stream(lengths(random, 12)).boxed().toList()));
        List<Integer> shuffled = new ArrayList<>(distinct);
        Collections.shuffle(shuffled, random);
        assertThat(taken(shuffled)).as("seed %d", seed).isEqualTo(taken(distinct));
    }

    private static List<Integer> taken(List<Integer> lengths) {
        return Recomposition.of(group(lengths.stream().mapToInt(i -> i).toArray()), TOKENS, 0.4).priority().stream()
                .map(lengths::get)
                .toList();
    }

    private static int[] lengths(Random random, int responses) {
        return random.ints(responses, 1, 30)
                .map(l -> random.nextBoolean() ? l : -l)
                .toArray();
    }

    @Test
    void anAlphaOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> Recomposition.of(List.of(), TOKENS, 0))
                .hasMessage("recomposition: alpha must be in (0, 1], was 0.0");
    }

    @Test
    void toolCallsAreCountedInTheTextWithoutOverlaps() {
        Costs calls = new Costs(config(RoRecomp.Cost.TOOL_CALLS, "1:1"), CharTokens.digits());
        assertThat(calls.of(Samples.answered(0, "234"))).isEqualTo(cost(0, 4));
        assertThat(calls.of(Samples.answered(0, "1:1"))).isEqualTo(cost(1, 4));
        assertThat(calls.of(Samples.answered(0, "01:1,1:123,1:"))).isEqualTo(cost(2, 14));
        assertThat(calls.of(Samples.answered(0, "1:1:1"))).isEqualTo(cost(1, 6));
    }

    private static long cost(long calls, int tokens) {
        return (calls << 32) + tokens;
    }

    @Test
    void callsThatWereMadeCountAndNotTheText() {
        Costs calls = new Costs(config(RoRecomp.Cost.TOOL_CALLS, ":"), CharTokens.digits());
        Interaction made = Interaction.NONE.with(Interaction.TOOL_CALLS, 3);
        assertThat(calls.of(Samples.answered(0, "1:2:").with(made))).isEqualTo(cost(3, 5));
    }

    @Test
    void amongEqualNumbersOfCallsTokensDecide() {
        Costs calls = new Costs(config(RoRecomp.Cost.TOOL_CALLS, ":"), CharTokens.digits());
        List<GradedResponse> group = List.of(
                Samples.graded(Samples.answered(0, "123:"), true, 1),
                Samples.graded(Samples.answered(1, "1:"), true, 1));
        assertThat(Recomposition.of(group, calls, 0.5).priority()).containsExactly(1);
    }

    @Test
    void tokensAreCountedWithTheEnd() {
        assertThat(TOKENS.of(Samples.answered(0, "234"))).isEqualTo(4);
        assertThat(TOKENS.of(Samples.truncated(0, "234"))).isEqualTo(3);
    }

    @Test
    void fewerToolCallsBeatFewerTokens() {
        Costs calls = new Costs(config(RoRecomp.Cost.TOOL_CALLS, ":"), CharTokens.digits());
        List<GradedResponse> group = List.of(
                Samples.graded(Samples.answered(0, "1:2:"), true, 1),
                Samples.graded(Samples.answered(1, "123456789:"), true, 1),
                Samples.graded(Samples.answered(2, "123456789"), false, 0),
                Samples.graded(Samples.answered(3, ":"), false, 0));
        assertThat(Recomposition.of(group, calls, 0.5).priority()).containsExactly(1, 3);
    }
}
