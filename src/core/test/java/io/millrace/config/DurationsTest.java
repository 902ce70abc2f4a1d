package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"0 s, 0", "1500 ms, 1500", "90 s, 90000", "2 min, 120000", "36 h, 129600000", "30 d, 2592000000"})
    void aDurationIsWrittenAsItIsRead(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 m", "-5 s", "1.5 s", "PT5S"})
    void otherFormsAreRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .hasMessage("must be a whole number and one of ms, s, min, h, d, was '%s'", text);
    }
}
