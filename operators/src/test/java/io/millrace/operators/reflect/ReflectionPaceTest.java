package io.millrace.operators.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.channel.Gate;
import io.millrace.operators.testkit.Stream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReflectionPaceTest {
    @TempDir
    Path temp;

    @Test
    void withoutAWindowNoReflectionIsLetInAndNothingFails() {
        // Without a context: it would need one to follow the store.
        Gate gate = new ReflectionPace(Stream.settings(temp, 1, Duration.ZERO)).open(null);

        assertThat(gate.whenMayLeave(0)).isNotDone();
        assertThat(gate.whenMayLeave(7)).isNotDone();
        gate.close();
    }
}
