package io.millrace.torch.sample;

import static io.millrace.torch.sample.EngineKit.request;
import static io.millrace.torch.sample.EngineKit.sample;
import static io.millrace.torch.sample.EngineKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.VersionSpan;
import io.millrace.policy.Sampling;
import io.millrace.torch.TestModels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightSwapTest {
    @TempDir
    Path folder;

    @Test
    void aResponseInProgressContinuesWithTheNewWeights() {
        PolicyVersion first = version(folder, TestModels.QWEN2, 1);
        PolicyVersion second = version(folder, TestModels.QWEN2, 2);
        Sampling endless = new Sampling(1, 1, 0, 200, List.of(), 3);
        List<Response> old;
        try (DjlPolicyEngine engine = EngineKit.open(first, new Batching.Group())) {
            old = sample(engine, request("q", 5, 2, endless));
        }
        SwappingClock clock = new SwappingClock(second);
        DjlEngineConfig config = DjlEngineConfig.of(new Batching.Group(), 256);
        try (DjlPolicyEngine engine = DjlPolicyEngine.open(first, config, clock)) {
            clock.engine.set(engine);
            List<Response> swapped = sample(engine, request("q", 5, 2, endless));
            for (int i = 0; i < 2; i++) {
                int at = swapped.get(i).spans().get(0).to();
                assertThat(swapped.get(i).spans())
                        .containsExactly(new VersionSpan(1, 10, 0, at), new VersionSpan(2, 20, at, 200));
                assertThat(at).isBetween(1, 199);
                assertThat(logProbs(swapped.get(i), 0, at)).isEqualTo(logProbs(old.get(i), 0, at));
                assertThat(logProbs(swapped.get(i), at, 200)).isNotEqualTo(logProbs(old.get(i), at, 200));
            }
            assertThat(sample(engine, request("r", 5, 1, endless)).get(0).spans())
                    .containsExactly(new VersionSpan(2, 20, 0, 200));
        }
    }

    private static float[] logProbs(Response response, int from, int to) {
        return Arrays.copyOfRange(response.logProbs().values(), from, to);
    }

    /**
     * At the twentieth reading of the clock, some blocks into the response, loads a version and waits until it is
     * queued.
     */
    private static final class SwappingClock implements LongSupplier {
        private final AtomicReference<DjlPolicyEngine> engine = new AtomicReference<>();
        private final AtomicInteger looks = new AtomicInteger();
        private final PolicyVersion next;

        SwappingClock(PolicyVersion next) {
            this.next = next;
        }

        @Override
        public long getAsLong() {
            if (looks.incrementAndGet() == 20) {
                Thread loader = new Thread(() -> engine.get().load(next), "loader");
                loader.start();
                while (loader.getState() != Thread.State.WAITING && loader.isAlive()) {
                    Thread.onSpinWait();
                }
            }
            return looks.get();
        }
    }
}
