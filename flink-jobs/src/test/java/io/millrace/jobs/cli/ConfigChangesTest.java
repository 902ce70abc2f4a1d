package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigChangesTest {
    private final String defaults = ConfigReader.defaults().toYaml();

    @Test
    void equalConfigurationsHaveNoChanges() {
        assertThat(ConfigChanges.between(defaults, defaults)).isEmpty();
    }

    @Test
    void eachChangeIsALineWithItsKey() {
        String now = ConfigReader.parse("", List.of("run.seed=7", "batch.groups=8"), "test")
                .toYaml();

        assertThat(ConfigChanges.between(defaults, now))
                .containsExactly("config: batch.groups: 32 → 8", "config: run.seed: 1 → 7");
    }

    @Test
    void aTornRecordIsReported() {
        assertThat(ConfigChanges.between("run: [", defaults))
                .containsExactly(
                        "config: the configuration that the run was started with cannot be read, so changes are not shown");
    }
}
