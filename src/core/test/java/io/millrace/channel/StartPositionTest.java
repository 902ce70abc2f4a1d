package io.millrace.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartPositionTest {
    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest", "2026-11-30T12:00:00Z", "record:120", "offsets:0=120,3=98"})
    void aPositionIsWrittenAsItIsRead(String text) {
        assertThat(StartPosition.parse(text)).hasToString(text);
    }

    @Test
    void positionsAreToldApartByTheirText() {
        assertThat(StartPosition.parse("record:7")).isEqualTo(new StartPosition.AtRecord(7));
        assertThat(StartPosition.parse("offsets:1=5")).isEqualTo(new StartPosition.AtOffsets(Map.of(1, 5L)));
        assertThat(StartPosition.parse("2026-11-30T12:00:00Z"))
                .isEqualTo(new StartPosition.Since(Instant.parse("2026-11-30T12:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "first", "record:-1", "offsets:", "offsets:0=1,0=2", "offsets:a=1", "2026-11-30"})
    void anythingElseIsRefused(String text) {
        assertThat(StartPosition.isValid(text)).isFalse();
        assertThatThrownBy(() -> StartPosition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be earliest, latest, a time such as");
    }
}
