package io.millrace.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartDelayTest {
    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void aProcessThatDiesForTheFirstTimeIsRestartedAtOnce() {
        RestartDelay delay = new RestartDelay();
        assertThat(delay.over(0)).isTrue();
        delay.started(0);

        assertThat(delay.over(1)).isTrue();
    }

    @Test
    void aProcessThatKeepsDyingIsRestartedAfterDoublingDelays() {
        RestartDelay delay = new RestartDelay();
        long now = 0;
        delay.started(now);
        for (long expected : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            delay.started(now);
            assertThat(delay.over(now + seconds(expected) - 1))
                    .as("before %d s", expected)
                    .isFalse();
            assertThat(delay.over(now + seconds(expected)))
                    .as("after %d s", expected)
                    .isTrue();
            now += seconds(expected);
        }
    }

    @Test
    void aProcessThatRanForALongTimeIsRestartedAtOnce() {
        RestartDelay delay = new RestartDelay();
        delay.started(0);
        delay.started(1);
        delay.started(seconds(3600));

        assertThat(delay.over(seconds(3600))).isTrue();
    }
}
