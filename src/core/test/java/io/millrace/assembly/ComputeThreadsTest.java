package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeThreadsTest {
    @ParameterizedTest
    @CsvSource({
        // policy.threads, on-policy, stream.parallelism, processors, threads
        "0, true, 1, 8, 8",
        "0, true, 3, 8, 2",
        "0, true, 9, 8, 1",
        "0, false, 1, 8, 1",
        "3, true, 1, 8, 3",
        "3, false, 2, 8, 3"
    })
    void threadsDependOnTheModeUnlessConfigured(
            int given, boolean onPolicy, int parallelism, int processors, int threads) {
        assertThat(ComputeThreads.of(config(given, 1, parallelism), onPolicy, processors))
                .isEqualTo(threads);
    }

    @Test
    void aRunWithoutStalenessIsOnPolicy() {
        assertThat(ComputeThreads.of(config(0, 0, 1)))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(ComputeThreads.of(config(0, 1, 1))).isEqualTo(1);
    }

    private static MillraceConfig config(int threads, int staleness, int parallelism) {
        String yaml = "{policy: {threads: %d}, stream: {maxStaleness: %d, parallelism: %d}}"
                .formatted(threads, staleness, parallelism);
        return ConfigReader.parse(yaml, List.of(), "test");
    }
}
