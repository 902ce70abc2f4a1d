package io.millrace.jobs.submit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskPathsTest {
    private static MillraceConfig config(String folder) {
        return ConfigReader.parse("""
                data: {train: {path: /data/train.jsonl}, eval: {path: /data/eval.jsonl}}
                channels:
                  ledger: dir:%1$sledger
                  steps: kafka:steps
                  kafka: {propertiesFile: "%1$sclient.properties"}
                """.formatted(folder), List.of(), "test");
    }

    @Test
    void foldersOfChannelsAndFilesOfTheirKindsMustBeAbsolute() {
        assertThatThrownBy(() -> TaskPaths.mustBeAbsolute(config("shared/")))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "channels.ledger: must be an absolute path for a job on a cluster, was shared/ledger\n"
                                + "channels.kafka.propertiesFile: must be an absolute path for a job on a cluster, was shared/client.properties");
        assertThatCode(() -> TaskPaths.mustBeAbsolute(config("/shared/"))).doesNotThrowAnyException();
    }
}
