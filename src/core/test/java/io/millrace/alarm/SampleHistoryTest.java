package io.millrace.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.window.SeriesKey;
import io.millrace.window.WindowStatistics;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {
    private final SampleHistory history = new SampleHistory(100, 10);

    private void add(long part, int responses, double correct) {
        history.add(AlarmKit.part(part, "gsm8k", SeriesKey.NO_MODE, AlarmKit.responses(responses, correct, part)));
    }

    @Test
    void aSampleConsistsOfWholeParts() {
        add(0, 60, 1);
        add(1, 60, 1);
        history.cut();

        assertThat(history.next().orElseThrow().current().responses()).isEqualTo(120);
        assertThat(history.next()).isEmpty();
    }

    @Test
    void seriesOfOnePartAreNotSeparated() {
        add(0, 100, 1);
        add(0, 100, 1);
        add(1, 100, 1);
        history.cut();

        assertThat(history.next().orElseThrow().current().responses()).isEqualTo(200);
        assertThat(history.next().orElseThrow().current().responses()).isEqualTo(100);
    }

    @Test
    void aSampleThatIsTooSmallWaits() {
        add(0, 99, 1);
        history.cut();

        assertThat(history.next()).isEmpty();
    }

    @Test
    void windowsOfOtherSizesHoldTheSameResponsesAndAreSkipped() {
        SampleHistory minutes = new SampleHistory(100, 60);
        minutes.add(AlarmKit.part(0, "gsm8k", SeriesKey.NO_MODE, AlarmKit.responses(200, 1, 1)));
        minutes.cut();

        assertThat(minutes.next()).isEmpty();
    }

    @Test
    void aSampleIsComparedWithTheFirstTheLastAndTheBestOne() {
        double[] correct = {0, 1, 0, 0};
        Optional<AlarmView.Samples> samples = Optional.empty();
        for (int i = 0; i < correct.length; i++) {
            add(i, 100, correct[i]);
            history.cut();
            samples = history.next();
        }

        AlarmView.Samples last = samples.orElseThrow();
        assertThat(last.start().time()).isEqualTo(9_999);
        assertThat(last.best().time()).isEqualTo(19_999);
        assertThat(last.previous().time()).isEqualTo(29_999);
        assertThat(last.current().time()).isEqualTo(39_999);
        assertThat(last.best().mean(WindowStatistics.REWARD)).isEqualTo(1);
    }
}
