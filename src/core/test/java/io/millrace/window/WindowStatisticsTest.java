package io.millrace.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The aggregates of a window as the sum of its parts. */
class WindowStatisticsTest {
    private static WindowStatistics response(int i, Random random) {
        WindowStatistics one = new WindowStatistics(2);
        double reward = random.nextInt(5) * (i > 100 ? 3.7 : 0.25);
        one.count(Count.RESPONSES, 1);
        one.count(random.nextBoolean() ? Count.CORRECT : Count.INCORRECT, 1);
        one.reward(reward, new ResponseId("q#" + i % 7 + "/x", i, i % 4));
        one.component("accuracy", reward / 2);
        one.quantile(WindowStatistics.LENGTH, 1 + random.nextInt(5000));
        one.ungraded("timeout", i % 3);
        one.end("TRAINED", 1);
        one.zeroAdvantages(i % 2, 1);
        return one;
    }

    private static WindowStatistics sum(List<WindowStatistics> parts) {
        WindowStatistics sum = new WindowStatistics(2);
        parts.forEach(sum::add);
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void partsInAnyOrderAddUpToTheWhole(long seed) {
        Random random = new Random(seed);
        List<WindowStatistics> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(response(i, random));
        }
        WindowStatistics whole = sum(all);
        List<WindowStatistics> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        WindowStatistics parts = sum(List.of(sum(shuffled.subList(120, 200)), sum(shuffled.subList(0, 120))));

        assertThat(parts.histogram(WindowStatistics.REWARD)).isEqualTo(whole.histogram(WindowStatistics.REWARD));
        assertThat(parts.histogram("reward.accuracy")).isEqualTo(whole.histogram("reward.accuracy"));
        assertThat(parts.sketch(WindowStatistics.LENGTH)).isEqualTo(whole.sketch(WindowStatistics.LENGTH));
        assertThat(parts.samples()).isEqualTo(whole.samples());
        assertThat(parts.ungraded()).isEqualTo(whole.ungraded());
        assertThat(parts.ends()).isEqualTo(whole.ends());
        assertThat(parts.collapseRate()).isEqualTo(whole.collapseRate());
        for (Count count : Count.values()) {
            assertThat(parts.count(count)).as("%s", count).isEqualTo(whole.count(count));
        }
        assertThat(parts.moments(WindowStatistics.REWARD).sum())
                .isCloseTo(whole.moments(WindowStatistics.REWARD).sum(), within(1e-9));
    }

    @Test
    void samplesAreResponsesOfTheirBin() {
        WindowStatistics window = new WindowStatistics(2);
        for (int i = 0; i < 50; i++) {
            window.reward(i % 2, new ResponseId("q" + i % 2, i, 0));
        }
        window.reward(100, new ResponseId("far", 0, 0));

        BinHistogram histogram = window.histogram(WindowStatistics.REWARD);
        assertThat(window.samples().get(histogram.bin(100))).containsExactly(new ResponseId("far", 0, 0));
        assertThat(window.samples().get(histogram.bin(0))).hasSize(2);
        assertThat(histogram.width()).as("0 and 1 share a bin").isEqualTo(1);
        assertThat(window.samples().get(histogram.bin(1)))
                .allMatch(id -> id.query().equals("q1"));
    }

    @Test
    void furtherReasonsAreCountedAsOther() {
        WindowStatistics window = new WindowStatistics(1);
        for (int i = 0; i < 20; i++) {
            window.ungraded("reason " + i, 1);
        }

        assertThat(window.ungraded()).hasSize(9).containsEntry("other", 12L);
        assertThat(window.ungradedResponses()).isEqualTo(20);
    }

    @Test
    void meanAndDeviationAreThoseOfTheValues() {
        Moments moments = Moments.NONE.plus(1).plus(3);

        assertThat(moments.mean()).isEqualTo(2);
        assertThat(moments.deviation()).isEqualTo(1);
        assertThat(Moments.NONE.mean()).isNaN();
    }

    @Test
    void anIdSurvivesItsText() {
        ResponseId id = new ResponseId("set#1/train/5#2", 7, 3);

        assertThat(ResponseId.parse(id.toString())).isEqualTo(id);
        ResponseId reflection = new ResponseId("q", 7, true, 3);
        assertThat(reflection).hasToString("q#7r/3");
        assertThat(ResponseId.parse("q#7r/3")).isEqualTo(reflection);
    }
}
