package io.millrace.jobs.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.jobs.console.RefusedException;
import io.millrace.testkit.Repository;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineStartTest {
    @Test
    void serversThatDoNotRespondAreReportedBeforeTheRunStarts() {
        String config = "policy: {engine: vllm, servers: {urls: ['http://127.0.0.1:1']}}";

        assertThatThrownBy(() -> EngineStart.checkServers(
                        ConfigReader.parse(config, List.of(), "test"), Repository.path("deploy/models/digits")))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(
                        "policy.servers: at least one server must respond, none did: 127.0.0.1:1 is out: could not be reached");
    }

    @Test
    void anEmbeddedEngineHasNoServers() {
        assertThatCode(() -> EngineStart.checkServers(
                        ConfigReader.parse("{}", List.of(), "test"), Repository.path("deploy/models/digits")))
                .doesNotThrowAnyException();
    }
}
