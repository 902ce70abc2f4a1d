package io.millrace.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.token.ChatConfig;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ServerBenchmarkTest {
    private static final Path POLICY =
            Path.of("../deploy/models/reason").toAbsolutePath().normalize();
    private static final Tokenizer TOKENIZER = Tokenizers.load(POLICY, ChatConfig.OWN);

    @Test
    void serversAreNotFasterThanTheirSpeed() throws Exception {
        ServerBenchmark benchmark = new ServerBenchmark(POLICY, TOKENIZER, 4, 20, 8, System::nanoTime);

        // 2 servers, 8 responses at a time, 0.1 s each; a group may end just within the measurement.
        double most = 2 * 8 / 0.1 + 2 * 8;
        assertThat(benchmark.run(2, 200, 0.5, 1).responsesPerSecond())
                .isPositive()
                .isLessThan(most);
    }

    @Test
    void responsesAreCountedWithTheirTokens() throws Exception {
        ServerBenchmark benchmark = new ServerBenchmark(POLICY, TOKENIZER, 4, 20, 8, System::nanoTime);

        ServerBenchmark.Result result = benchmark.run(2, Double.POSITIVE_INFINITY, 0.5, 1);

        assertThat(result.responsesPerSecond()).isPositive();
        assertThat(result.tokensPerSecond())
                .isCloseTo(20 * result.responsesPerSecond(), Percentage.withPercentage(1e-6));
        assertThat(result.clientMicrosPerToken()).isPositive();
    }

    @Test
    void aGroupMustFitOnAServer() {
        assertThatThrownBy(() -> new ServerBenchmark(POLICY, TOKENIZER, 8, 20, 4, System::nanoTime))
                .hasMessage("benchmark: inFlight must be >= samples (8), was 4");
    }
}
