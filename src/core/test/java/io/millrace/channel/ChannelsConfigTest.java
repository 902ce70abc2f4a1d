package io.millrace.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChannelsConfigTest {
    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new ChannelsConfig(0, Duration.ZERO, 0))
                .hasMessage("channels: segmentBytes must be >= 1, was 0");
        assertThatThrownBy(() -> new ChannelsConfig(1, Duration.ofSeconds(-1), 0))
                .hasMessage("channels: keepAge must be >= 0 s, was -1 s");
        assertThatThrownBy(() -> new ChannelsConfig(1, Duration.ZERO, -1))
                .hasMessage("channels: keepBytes must be >= 0, was -1");
    }

    @Test
    void invalidPositionsAreRefused() {
        assertThatThrownBy(() -> new Position(3, 4, 0)).hasMessage("channel position: segment must be in 0..3, was 4");
        assertThatThrownBy(() -> new Position(3, 2, 0))
                .hasMessage(
                        "channel position: bytes must be 0 at a segment's first record and nowhere else, was 0 at record 3"
                                + " of 2");
        assertThatThrownBy(() -> new Batch(Position.START, 0, 0, 0))
                .hasMessage("channel batch: records must be >= 1, was 0");
    }

    @Test
    void aChannelMayBeSmallerThanOthersButNotLarger() {
        assertThat(ChannelsConfig.KEEP_ALL.keepingAtMost(7).keepBytes()).isEqualTo(7);
        assertThat(ChannelsConfig.KEEP_ALL.keepingAtMost(0).keepBytes()).isZero();
        ChannelsConfig small = new ChannelsConfig(1, Duration.ofDays(1), 5);
        assertThat(small.keepingAtMost(7)).isEqualTo(small);
        assertThat(small.keepingAtMost(3).keepBytes()).isEqualTo(3);
        assertThat(small.keepingAtMost(3).keepAge()).isEqualTo(Duration.ofDays(1));
    }
}
