package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "localhost", "::1", "0:0:0:0:0:0:0:1"})
    void aLoopbackAddressNeedsNoToken(String bind) {
        assertThat(new DashboardConfig(true, bind, 8265, "").local()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "::", "192.168.1.7", "node7.cluster", "127.0.0.1.example.org", "localhost.example.org"
            })
    void anyOtherAddressNeedsAToken(String bind) {
        assertThatThrownBy(() -> new DashboardConfig(true, bind, 8265, ""))
                .hasMessageContaining(
                        "must be a loopback address, such as 127.0.0.1, unless dashboard.tokenFile is given");
        assertThat(new DashboardConfig(true, bind, 8265, "token").secret()).isTrue();
    }

    @Test
    void reportsEveryProblem() {
        assertThatThrownBy(() -> new DashboardConfig(true, "a b", 70000, "token"))
                .hasMessageContaining("port")
                .hasMessageContaining("must be in 0..65535, was 70000")
                .hasMessageContaining("must be a host name or an IP address, was 'a b'");
    }
}
