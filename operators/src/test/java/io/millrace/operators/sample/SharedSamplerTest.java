package io.millrace.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.testkit.Stream;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSamplerTest {
    @TempDir
    Path temp;

    @Test
    void oneOfTheSubtasksThatShareAnEngineReportsItsTotals() {
        SharedSampler first = acquire();
        SharedSampler second = acquire();
        assertThat(second.engine()).isSameAs(first.engine());
        assertThat(first.claimReport()).isTrue();
        assertThat(second.claimReport()).isFalse();
        first.release();
        second.release();

        SharedSampler next = acquire();
        assertThat(next.claimReport()).isTrue();
        next.release();
    }

    private SharedSampler acquire() {
        return SharedSampler.acquire(new HashParts(1, 0, 0, 100), Stream.settings(temp, 0, Duration.ZERO), "job-0-new");
    }
}
