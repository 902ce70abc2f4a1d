package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerEntropiesTest {
    private static MillraceConfig ranking(int topLogProbs) {
        return ConfigReader.parse(
                "{policy: {engine: vllm, servers: {urls: ['http://a:1'], topLogProbs: %d}}, method: {r3: {ranking: {enabled: true}}}}"
                        .formatted(topLogProbs),
                List.of(),
                "test");
    }

    @Test
    void aMethodThatNeedsEntropiesIsRefusedWhereServersSendNone() {
        assertThatThrownBy(() -> ranking(0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "method.r3.ranking.enabled: must be false with policy.engine vllm, whose responses have no entropies; on servers, policy.servers.topLogProbs estimates them (20 is typical)");
    }

    @Test
    void estimatesSuffice() {
        assertThat(ranking(20).policy().servers().topLogProbs()).isEqualTo(20);
    }
}
