package io.millrace.memory;

import static io.millrace.testkit.Samples.answered;
import static io.millrace.testkit.Samples.graded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStatisticsTest {
    private static final Prompt PROMPT = Samples.digits("8,3:9,1");

    @Test
    void twoVisitsWorkedByHand() {
        QueryStatistics one = QueryStatistics.NONE.plus(
                Samples.graded(PROMPT, graded(answered(0, "7"), true, 1), graded(answered(1, "2"), false, 0)));
        assertThat(one).isEqualTo(new QueryStatistics(1, 2, 1, 0.5, 0.5, 0, 0, 3, Reflections.NONE));
        QueryStatistics two =
                one.plus(Samples.graded(PROMPT, graded(answered(0, "7"), true, 1), graded(answered(1, "7"), true, 1)));
        assertThat(two).isEqualTo(new QueryStatistics(2, 4, 3, 0.75, 0.6, 1, 0, 3, Reflections.NONE));
        assertThat(two.passRate()).isEqualTo(0.75);
    }

    @Test
    void runsEndWhereTheOutcomeChanges() {
        GradedGroup all = Samples.graded(PROMPT, graded(answered(0, "7"), true, 1));
        GradedGroup none = Samples.graded(PROMPT, graded(answered(0, "2"), false, 0));
        QueryStatistics solved = QueryStatistics.NONE.plus(all).plus(all);
        assertThat(solved.solveAllRun()).isEqualTo(2);
        QueryStatistics failed = solved.plus(none);
        assertThat(failed.solveAllRun()).isZero();
        assertThat(failed.solveNoneRun()).isEqualTo(1);
    }

    @Test
    void aVisitWithoutAVerdictChangesOnlyTheVisitCount() {
        GradedGroup ungraded =
                Samples.graded(PROMPT, new GradedResponse(answered(0, "7"), Verdict.ungraded("timeout"), Rewards.NONE));
        QueryStatistics before = QueryStatistics.NONE.plus(Samples.graded(PROMPT, graded(answered(0, "7"), true, 1)));
        assertThat(before.plus(ungraded)).isEqualTo(new QueryStatistics(2, 1, 1, 1, 1, 1, 0, 3, Reflections.NONE));
        assertThat(QueryStatistics.NONE.plus(ungraded).passRate()).isNaN();
    }

    @Test
    void replaysAndRevisionsAreNotCountedTwice() {
        GradedGroup group = Samples.graded(
                PROMPT,
                graded(Samples.response(0, FinishReason.STOP, Origin.SAMPLED, 8, 4, 1), false, 0),
                graded(Samples.response(1, FinishReason.STOP, Origin.REPLAYED, 2, 4, 1), true, 1),
                graded(Samples.response(2, FinishReason.STOP, Origin.REVISED, 8, 4, 1), true, 1));
        assertThat(QueryStatistics.NONE.plus(group))
                .isEqualTo(new QueryStatistics(1, 1, 0, 0, 0, 0, 1, 8, Reflections.NONE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theMeanCoversAllResponses(long seed) {
        Random random = new Random(seed);
        QueryStatistics statistics = QueryStatistics.NONE;
        List<Double> rewards = new ArrayList<>();
        for (int visit = 0; visit < 50; visit++) {
            GradedResponse[] responses = new GradedResponse[1 + random.nextInt(8)];
            for (int i = 0; i < responses.length; i++) {
                rewards.add(random.nextGaussian());
                responses[i] = graded(answered(i, "7"), random.nextBoolean(), rewards.get(rewards.size() - 1));
            }
            statistics = statistics.plus(Samples.graded(PROMPT, responses));
        }
        double mean = rewards.stream().mapToDouble(r -> r).average().orElseThrow();
        assertThat(statistics.meanReward()).as("seed %d", seed).isCloseTo(mean, within(1e-12));
        assertThat(statistics.responses()).isEqualTo(rewards.size());
    }

    @Test
    void moreCorrectThanResponsesIsRefused() {
        assertThatThrownBy(() -> new QueryStatistics(1, 1, 2, 0, 0, 0, 0, 0, Reflections.NONE))
                .hasMessage("query statistics: correct must be in 0..1, was 2");
    }
}
