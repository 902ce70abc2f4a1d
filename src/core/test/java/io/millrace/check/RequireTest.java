package io.millrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.model.PolicyException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequireTest {
    @Test
    void aShortMessageIsUnchanged() {
        assertThat(Require.bounded("a: must be 1, was 2")).isEqualTo("a: must be 1, was 2");
    }

    @Test
    void aLongMessageKeepsItsBeginningAndItsEnd() {
        String message = "a: must be 1, was " + "x".repeat(3_000_000) + "; check the file";
        assertThat(Require.bounded(message))
                .startsWith("a: must be 1, was xxx")
                .contains(" ... (3000034 characters) ... ")
                .endsWith("xxx; check the file")
                .hasSizeLessThan(2_100);
        assertThat(new PolicyException(message)).hasMessage(Require.bounded(message));
        assertThatThrownBy(() -> Require.that(false, "a: was %s", message))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_100));
    }

    @Test
    void aLongConfigurationValueIsShortenedInTheMiddle() {
        assertThatThrownBy(() -> ConfigReader.parse(
                        "data: {train: {prompts: \"%s\"}}".formatted("x".repeat(500_000)), List.of(), "a.yaml"))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("config a.yaml: 1 problem\n  data.train.prompts: must be a whole number, was 'xxx")
                        .hasSizeLessThan(2_300));
    }
}
