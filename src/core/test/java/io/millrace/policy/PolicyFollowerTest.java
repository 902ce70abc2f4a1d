package io.millrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFollowerTest {
    private static final Duration POLL = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path temp;

    private final LoadingEngine engine = new LoadingEngine();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    @AfterEach
    void close() {
        closed.complete(null);
    }

    private PolicyFollower follow(Duration stallTimeout) {
        return follow(stallTimeout, System::nanoTime);
    }

    private PolicyFollower follow(Duration stallTimeout, LongSupplier nanoTime) {
        return follow(new StallLimit(stallTimeout, true), nanoTime);
    }

    private PolicyFollower follow(StallLimit stall, LongSupplier nanoTime) {
        PolicyFollower follower = new PolicyFollower(
                store(), "now"::equals, engine::load, new StalenessPacing(0, 2), POLL, stall, nanoTime);
        closed.thenRun(follower::close);
        return follower;
    }

    private PolicyStore store() {
        return new PolicyStore(temp.resolve("store"));
    }

    private PolicyVersion publish(long step, String incarnation) {
        return store().publish(step, incarnation, Map.of("s", 2 * step), Map.of(), folder -> {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aVisitStartsOnceTheVersionThatAllowsItIsLoaded() throws Exception {
        PolicyFollower follower = follow(LONG);
        CompletableFuture<PolicyVersion> first = follower.whenMayStart("s", 0);
        CompletableFuture<PolicyVersion> third = follower.whenMayStart("s", 2);
        publish(0, "now");

        assertThat(first.get(1, TimeUnit.MINUTES).number()).isZero();
        assertThat(third).isNotDone();
        assertThat(follower.waiting()).isEqualTo(1);
        PolicyVersion next = publish(1, "now");
        assertThat(third.get(1, TimeUnit.MINUTES)).isEqualTo(next);
        assertThat(engine.loaded).containsExactly(0L, 1L);
    }

    @Test
    void versionsOfAnotherIncarnationAreNeverLoaded() throws Exception {
        publish(5, "before");
        PolicyFollower follower = follow(LONG);
        CompletableFuture<PolicyVersion> visit = follower.whenMayStart("s", 0);
        publish(0, "now");

        assertThat(visit.get(1, TimeUnit.MINUTES).number()).isEqualTo(1);
        assertThat(engine.loaded).containsExactly(1L);
    }

    @Test
    void visitsWaitIndefinitelyForALearnerInASeparateJob() throws Exception {
        PolicyFollower follower = follow(new StallLimit(Duration.ofNanos(1), false), System::nanoTime);
        CompletableFuture<PolicyVersion> start = follower.whenMayStart("s", 0);
        Thread.sleep(10 * POLL.toMillis());

        assertThat(start).isNotDone();
        PolicyVersion version = publish(0, "now");

        assertThat(start.get(30, TimeUnit.SECONDS)).isEqualTo(version);
    }

    @Test
    void waitingVisitsFailIfTheStoreStalls() {
        PolicyFollower follower = follow(Duration.ofMillis(30));

        assertThatThrownBy(() -> follower.whenMayStart("s", 0).get(1, TimeUnit.MINUTES))
                .hasRootCauseMessage(
                        "policy store: no new version appeared within 0 s while visits waited, the newest is none:"
                                + " find out what blocks the learner, or raise stream.stallTimeout");
    }

    @Test
    void theGivenClockIsUsed() {
        AtomicLong nanos = new AtomicLong();
        PolicyFollower follower = follow(LONG, nanos::get);
        CompletableFuture<PolicyVersion> visit = follower.whenMayStart("s", 0);
        assertThat(visit).isNotDone();
        nanos.addAndGet(LONG.toNanos());
        assertThatThrownBy(() -> visit.get(1, TimeUnit.MINUTES))
                .hasRootCauseInstanceOf(PolicyException.class)
                .hasMessageContaining("no new version appeared within");
    }

    @Test
    void aVersionThatTheEngineRejectsFailsWaitingVisits() {
        engine.refuse = true;
        PolicyFollower follower = follow(LONG);
        CompletableFuture<PolicyVersion> visit = follower.whenMayStart("s", 0);
        publish(0, "now");

        assertThatThrownBy(() -> visit.get(1, TimeUnit.MINUTES)).hasRootCauseMessage("engine: refused");
        assertThatThrownBy(() -> follower.whenMayStart("s", 0).get(1, TimeUnit.MINUTES))
                .hasRootCauseMessage("engine: refused");
    }

    private static final class LoadingEngine implements PolicyEngine {
        private final List<Long> loaded = new CopyOnWriteArrayList<>();
        private volatile boolean refuse;

        @Override
        public EngineInfo info() {
            return new EngineInfo(
                    "loading", 1, 1, true, new EngineCapabilities(true, false, false, false, false, false));
        }

        @Override
        public void load(PolicyVersion version) {
            if (refuse) {
                throw new PolicyException("engine: refused");
            }
            loaded.add(version.number());
        }

        @Override
        public CompletableFuture<List<Response>> sample(SamplingRequest request) {
            return CompletableFuture.failedFuture(new PolicyException("not requested in this test"));
        }

        @Override
        public EngineStatistics statistics() {
            return new EngineStatistics(0, 0, 0, 0, 0, 0);
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
