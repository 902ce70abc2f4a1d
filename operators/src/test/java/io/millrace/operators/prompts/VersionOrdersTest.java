package io.millrace.operators.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dataset.PromptOrder;
import io.millrace.model.PolicyVersion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionOrdersTest {
    private final VersionOrders orders = new VersionOrders(version -> new PromptOrder(version.number(), 9));

    private static PolicyVersion version(long number) {
        return new PolicyVersion(number, 0, Path.of("v"), Map.of());
    }

    @Test
    void aVersionKeepsItsOrderWhenNewerOnesAreAdoptedBeforeItIsRequested() {
        orders.adopt(version(3));
        orders.adopt(version(4));
        orders.adopt(version(7));

        assertThat(orders.of(version(3))).isEqualTo(new PromptOrder(3, 9));
        assertThat(orders.of(version(7))).isEqualTo(new PromptOrder(7, 9));
    }

    @Test
    void ordersOfVersionsOlderThanTheLastRequestedAreDropped() {
        orders.adopt(version(3));
        orders.adopt(version(4));
        orders.of(version(4));

        assertThatThrownBy(() -> orders.of(version(3))).hasMessage("order of version 3");
    }
}
