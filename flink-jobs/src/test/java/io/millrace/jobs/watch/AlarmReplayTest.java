package io.millrace.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmState;
import io.millrace.alarm.AlarmsConfig;
import io.millrace.alarm.rule.RewardCollapse;
import io.millrace.jobs.watch.AlarmReplay.Recorded;
import io.millrace.plugin.Sections;
import io.millrace.window.WindowPart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlarmReplayTest {
    private static final int RESPONSES = 200;

    private static AlarmReplay replay(double drop) {
        return new AlarmReplay(new AlarmsConfig(
                true,
                Duration.ofSeconds(10),
                RESPONSES,
                new Sections<>(List.of(new RewardCollapse(true, drop))),
                List.of()));
    }

    private static Recorded run(double... rewards) {
        List<List<WindowPart>> parts = IntStream.range(0, rewards.length)
                .mapToObj(i -> List.of(RewardParts.part(i, RESPONSES, rewards[i])))
                .toList();
        return new Recorded(parts, List.of());
    }

    @Test
    void aRecordedRunIsJudgedByOtherBounds() {
        Recorded run = run(0.8, 0.7, 0.7, 0.8, 0.8);

        AlarmReplay.Result strict = replay(0.75).replay(run);
        assertThat(strict.samples()).isEqualTo(5);
        assertThat(strict.changes()).extracting(Alarm::state).containsExactly(AlarmState.FIRING, AlarmState.RESOLVED);
        assertThat(strict.fired()).isEqualTo(Map.of("reward-collapse", 1));
        assertThat(replay(3).replay(run).changes()).isEmpty();
    }

    @Test
    void aDayGoesOnAsTheSecondHalfOfTheRuns() {
        List<Recorded> runs = List.of(run(0.1, 0.1, 0.8, 0.8), run(0.1, 0.1, 0.8, 0.8));

        AlarmReplay.Result day = replay(0.75).day(runs, new SplittableRandom(1));
        assertThat(day.samples()).as("a sample in each window of 10 s").isEqualTo(8640);
        assertThat(day.changes()).isEmpty();
        assertThat(replay(0.75)
                        .day(List.of(run(0.8, 0.8, 0.8, 0.1)), new SplittableRandom(1))
                        .fired())
                .as("half of its windows have collapsed")
                .containsKey("reward-collapse");
    }
}
