package io.millrace.torch.sample;

import static io.millrace.torch.sample.EngineKit.get;
import static io.millrace.torch.sample.EngineKit.open;
import static io.millrace.torch.sample.EngineKit.plain;
import static io.millrace.torch.sample.EngineKit.request;
import static io.millrace.torch.sample.EngineKit.sample;
import static io.millrace.torch.sample.EngineKit.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.torch.Tensors;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlPolicyEngineFailureTest {
    @TempDir
    Path folder;

    private PolicyVersion version;

    @BeforeEach
    void makeModel() {
        version = version(folder, TestModels.LLAMA, 1);
    }

    @Test
    void aPromptWithoutRoomForAResponseIsRefused() {
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(4))) {
            assertThat(cause(engine.sample(request("q", 256, 1, plain(4)))))
                    .isInstanceOf(PromptTooLongException.class)
                    .hasMessage("prompt q: must leave room for a response in a context of 256 tokens, had 256");
        }
    }

    @Test
    void aTokenOutsideTheVocabularyIsRefused() {
        SamplingRequest wrong = new SamplingRequest("q", 0, PromptKind.PLAIN, new TokenIds(3, 4, 24), 1, plain(4));
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(4))) {
            assertThat(cause(engine.sample(wrong)))
                    .isInstanceOf(PolicyException.class)
                    .hasMessage("prompt q: token id at position 2 must be in [0, 24), was 24; check the tokenizer");
        }
    }

    @Test
    void anotherModelsWeightsAreRefusedAndTheCurrentOnesStay() {
        PolicyVersion other = version(folder.resolve("other"), TestModels.QWEN2, 2);
        try (DjlPolicyEngine engine = open(version, new Batching.Group())) {
            List<Response> before = sample(engine, request("q", 4, 2, plain(9)));
            assertThatThrownBy(() -> engine.load(other))
                    .isInstanceOf(PolicyException.class)
                    .hasMessage("version 2: model must be " + TestModels.LLAMA + " (the engine's), was "
                            + TestModels.QWEN2);
            assertThat(sample(engine, request("q", 4, 2, plain(9)))).isEqualTo(before);
        }
    }

    @Test
    void aFailureInsideTheLibraryFailsItsRequestsAndTheEngineContinues() {
        Weights closed = Weights.load(version.path());
        closed.close();
        DjlEngineConfig config = DjlEngineConfig.of(new Batching.Continuous(4), 64);
        try (DecodeLoop loop = DecodeLoop.start(version, Weights.load(version.path()), config, 64, System::nanoTime)) {
            loop.swap(version, closed);
            GroupTask failing = submit(loop, request("fails", 1, 2, plain(8)));
            assertThat(cause(failing.future))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageStartingWith("prompt fails: engine djl failed while the prompt was being sampled: ");
            loop.swap(version, Weights.load(version.path()));
            assertThat(get(submit(loop, request("works", 5, 2, plain(8))).future))
                    .hasSize(2);
        }
    }

    @Test
    void weightsThatYieldNanAreNamed() {
        Weights broken = Weights.load(version.path());
        Tensors.put(broken.arrays()[broken.layout().finalNorm()], 0, new float[] {Float.NaN}, 1);
        DjlEngineConfig config = DjlEngineConfig.of(new Batching.Continuous(4), 64);
        try (DecodeLoop loop = DecodeLoop.start(version, broken, config, 64, System::nanoTime)) {
            assertThat(cause(submit(loop, request("q", 3, 1, plain(8))).future))
                    .isInstanceOf(PolicyException.class)
                    .hasMessage("prompt q: log-probabilities must be finite, was NaN at token 0; "
                            + "the weights of version 1 are broken");
        }
    }

    @Test
    void anEngineThatIsStuckFailsItsRequestsWithinTheTimeLimit() {
        CountDownLatch release = new CountDownLatch(1);
        LongSupplier stuck = () -> {
            await(release);
            return 0;
        };
        DjlEngineConfig config =
                new DjlEngineConfig(new Batching.Continuous(4), 64, 64, 4, Duration.ZERO, Duration.ofMillis(50));
        try (DjlPolicyEngine engine = DjlPolicyEngine.open(version, config, stuck)) {
            assertThat(cause(engine.sample(request("q", 3, 1, plain(8)))))
                    .isInstanceOf(PolicyException.class)
                    .hasMessage("prompt q: was not answered within PT0.05S; the engine is overloaded or stuck");
            release.countDown();
        }
    }

    @Test
    void closingFailsRequestsInProgressAndLaterOnes() {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LongSupplier clock = () -> {
            reached.countDown();
            await(release);
            return 0;
        };
        DjlEngineConfig config = DjlEngineConfig.of(new Batching.Continuous(1), 64);
        DjlPolicyEngine engine = DjlPolicyEngine.open(version, config, clock);
        Sampling endless = new Sampling(1, 1, 0, 60, List.of(), 1);
        Future<List<Response>> running = engine.sample(request("running", 1, 1, endless));
        await(reached);
        Future<List<Response>> queued = engine.sample(request("queued", 1, 1, endless));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(engine::close);
        release.countDown();
        closing.join();
        assertThat(cause(queued)).hasMessage("prompt queued: engine djl is closed");
        assertThat(cause(running)).hasMessage("prompt running: engine djl is closed");
        assertThat(cause(engine.sample(request("late", 1, 1, endless))))
                .hasMessage("prompt late: engine djl is closed");
        assertThatThrownBy(() -> engine.load(version)).hasMessage("version 1: engine djl is closed");
    }

    @Test
    void cancellingARequestFreesItsRows() {
        Sampling endless = new Sampling(1, 1, 0, 250, List.of(), 1);
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(2))) {
            List<CompletableFuture<List<Response>>> cancelled =
                    List.of(engine.sample(request("a", 2, 2, endless)), engine.sample(request("b", 2, 2, endless)));
            cancelled.forEach(future -> future.cancel(true));
            assertThat(sample(engine, request("c", 2, 2, endless))).hasSize(2);
            assertThat(engine.statistics().queued()).isZero();
        }
    }

    private static GroupTask submit(DecodeLoop loop, SamplingRequest request) {
        GroupTask task = new GroupTask(request, Runnable::run);
        assertThat(loop.submit(task)).isTrue();
        return task;
    }

    private static Throwable cause(Future<?> future) {
        try {
            throw new AssertionError("must fail, returned " + future.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("latch did not open");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
