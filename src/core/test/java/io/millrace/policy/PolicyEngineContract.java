package io.millrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.model.FinishReason;
import io.millrace.model.Origin;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Contract of every {@link PolicyEngine}, including the capabilities that it declares. Extend it in the package of a new engine.
 */
public abstract class PolicyEngineContract {
    private static final int TOKENS = 6;
    private static final long SEED = 7;

    private PolicyEngine engine;

    /** A new engine; each test has its own. */
    protected abstract PolicyEngine open() throws Exception;

    /** A version that the engine can load: number 7, step 5, with weights that it was not opened with. */
    protected abstract PolicyVersion other() throws Exception;

    /** A query that the engine can answer. */
    protected abstract String query();

    /** The query's prompt. */
    protected abstract TokenIds prompt();

    @BeforeEach
    void openEngine() throws Exception {
        engine = open();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private EngineCapabilities can() {
        return engine.info().capabilities();
    }

    private Sampling sampling(List<Integer> stops) {
        return new Sampling(1, 1, 0, TOKENS, stops, SEED);
    }

    private SamplingRequest request(long visit, int samples, int first, List<Integer> stops) {
        return new SamplingRequest(query(), visit, PromptKind.PLAIN, prompt(), samples, first, sampling(stops));
    }

    private SamplingRequest request(long visit, int samples) {
        return request(visit, samples, 0, List.of());
    }

    private static <T> T get(Future<T> answer) throws Exception {
        return answer.get(1, TimeUnit.MINUTES);
    }

    private List<Response> sample(long visit, int samples) throws Exception {
        return get(engine.sample(request(visit, samples)));
    }

    private static List<TokenIds> tokens(List<Response> group) {
        return group.stream().map(Response::tokens).toList();
    }

    @Test
    void theEngineDeclaresItsNameAndLimits() {
        assertThat(engine.info().name()).isNotBlank().isLowerCase();
        assertThat(engine.info().vocabulary()).isPositive();
        assertThat(engine.info().contextTokens()).isGreaterThan(prompt().size());
        assertThat(can().learns() && can().replays())
                .as("an engine that replays cannot learn")
                .isFalse();
    }

    @Test
    void aGroupHasAResponseForEachSampleInOrder() throws Exception {
        List<Response> group = sample(0, 3);

        assertThat(group).extracting(Response::sample).containsExactly(0, 1, 2);
        assertThat(group).allSatisfy(response -> {
            assertThat(response.length()).isBetween(1, TOKENS);
            assertThat(Arrays.stream(response.tokens().ids()).boxed())
                    .allMatch(id -> id >= 0 && id < engine.info().vocabulary());
            assertThat(response.origin()).isEqualTo(Origin.SAMPLED);
            assertThat(response.context()).isEqualTo(PromptKind.PLAIN);
        });
    }

    @Test
    void logProbsAreLogarithmsOfProbabilities() throws Exception {
        for (Response response : sample(0, 3)) {
            for (float logProb : response.logProbs().values()) {
                assertThat(logProb).isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void aGroupMayBeRequestedInParts() throws Exception {
        List<Response> whole = sample(0, 3);
        List<Response> parts = new ArrayList<>(get(engine.sample(request(0, 1, 0, List.of()))));
        parts.addAll(get(engine.sample(request(0, 2, 1, List.of()))));

        assertThat(parts).extracting(Response::sample).containsExactly(0, 1, 2);
        assumeThat(can().seededNoise() && !can().replays()).isTrue();
        assertThat(tokens(parts)).isEqualTo(tokens(whole));
    }

    @Test
    void aContinuedResponseUsesTheNoiseOfItsPositions() throws Exception {
        assumeThat(engine.info().reproducible() && !can().replays()).isTrue();
        Response whole = get(engine.sample(request(0, 1, 1, List.of()))).get(0);
        TokenIds begun = new TokenIds(Arrays.copyOf(whole.tokens().ids(), 2));
        SamplingRequest rest = request(0, 1, 1, List.of())
                .continued(1, begun, sampling(List.of()).with(TOKENS - 2, List.of()));
        Response continued = get(engine.sample(rest)).get(0);

        assertThat(continued.sample()).isEqualTo(1);
        assertThat(continued.tokens().ids())
                .containsExactly(Arrays.copyOfRange(whole.tokens().ids(), 2, whole.length()));
    }

    @Test
    void theSameRequestUsesTheSameNoise() throws Exception {
        assumeThat(can().seededNoise()).isTrue();
        List<Response> first = sample(2, 3);
        sample(3, 1);
        List<Response> again = sample(2, 3);

        assertThat(tokens(again)).isEqualTo(tokens(first));
        if (engine.info().reproducible()) {
            assertThat(again).isEqualTo(first);
        }
    }

    @Test
    void samplesAndVisitsUseSeparateNoise() throws Exception {
        assumeThat(can().learns()).isTrue();
        List<TokenIds> drawn = new ArrayList<>(tokens(sample(0, 4)));
        drawn.addAll(tokens(sample(1, 4)));

        assertThat(drawn).doesNotHaveDuplicates();
    }

    @Test
    void aResponseNamesTheVersionThatSampledIt() throws Exception {
        engine.load(other());

        for (Response response : sample(0, 2)) {
            assertThat(response.spans()).containsExactly(new VersionSpan(7, 5, 0, response.length()));
        }
    }

    @Test
    void newWeightsChangeTheResponsesOfAPolicyThatLearns() throws Exception {
        List<TokenIds> before = tokens(sample(0, 4));
        engine.load(other());
        List<TokenIds> after = tokens(sample(0, 4));

        assertThat(after.equals(before)).isEqualTo(!can().learns());
    }

    @Test
    void aPromptThatLeavesNoRoomIsRefused() {
        int[] full = new int[engine.info().contextTokens()];
        Arrays.fill(full, prompt().ids()[0]);
        SamplingRequest request =
                new SamplingRequest(query(), 0, PromptKind.PLAIN, new TokenIds(full), 1, sampling(List.of()));

        assertThatThrownBy(() -> get(engine.sample(request)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(PromptTooLongException.class)
                .hasMessageContaining(query());
    }

    @Test
    void entropiesAreExactIfDeclared() throws Exception {
        assumeThat(can().exactEntropies()).isTrue();
        for (Response response : sample(0, 2)) {
            assertThat(response.entropies().exact()).isTrue();
            assertThat(response.entropies().values()).hasSize(response.length());
            for (float entropy : response.entropies().values()) {
                assertThat(entropy).isBetween(0f, (float) Math.log(engine.info().vocabulary()) + 1e-3f);
            }
        }
    }

    @Test
    void aStopTokenEndsAResponseIfDeclared() throws Exception {
        assumeThat(can().stopsByToken()).isTrue();
        List<Integer> all =
                IntStream.range(0, engine.info().vocabulary()).boxed().toList();

        for (Response response : get(engine.sample(request(0, 2, 0, all)))) {
            assertThat(response.length()).isEqualTo(1);
            assertThat(response.finish()).isEqualTo(FinishReason.STOP);
        }
    }

    private CompletableFuture<List<float[][]>> score() {
        int[] ids = prompt().ids();
        return engine.score(new ScoringRequest(
                query(),
                List.of(new ScoringRequest.Text(prompt(), List.of(1, ids.length))),
                new TokenIds(ids[0], ids[ids.length - 1])));
    }

    @Test
    void givenTokensAreScoredIfDeclared() throws Exception {
        assumeThat(can().scores()).isTrue();
        List<float[][]> scores = get(score());

        assertThat(scores).hasSize(1);
        assertThat(scores.get(0)).hasDimensions(2, 2);
        for (float[] place : scores.get(0)) {
            for (float logProb : place) {
                assertThat(logProb).isFinite().isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void anEngineThatCannotScoreFailsImmediately() {
        assumeThat(can().scores()).isFalse();
        assertThat(score()).isCompletedExceptionally();
        assertThatThrownBy(() -> get(score()))
                .hasCauseInstanceOf(PolicyException.class)
                .hasMessageContaining(engine.info().name());
    }

    @Test
    void processedWorkIsCounted() throws Exception {
        long length = sample(0, 3).stream().mapToLong(Response::length).sum();
        EngineStatistics done = engine.statistics();

        assertThat(done.responses()).isEqualTo(3);
        assertThat(done.responseTokens()).isEqualTo(length);
        assertThat(done.queued()).isZero();
    }

    @Test
    void manyThreadsMayRequestConcurrently() throws Exception {
        List<CompletableFuture<List<Response>>> asked = IntStream.range(0, 16)
                .mapToObj(visit -> CompletableFuture.supplyAsync(() -> engine.sample(request(visit, 2)))
                        .thenCompose(answer -> answer))
                .toList();

        for (CompletableFuture<List<Response>> answer : asked) {
            assertThat(get(answer)).extracting(Response::sample).containsExactly(0, 1);
        }
        assertThat(engine.statistics().responses()).isEqualTo(32);
    }

    @Test
    void aRequestThatIsCancelledDoesNotDisturbOthers() throws Exception {
        engine.sample(request(0, 2)).cancel(true);

        assertThat(sample(1, 2)).hasSize(2);
    }

    @Test
    void closingCompletesAllRequests() throws Exception {
        List<CompletableFuture<List<Response>>> asked = IntStream.range(0, 64)
                .mapToObj(visit -> engine.sample(request(visit, 2)))
                .toList();
        engine.close();

        for (CompletableFuture<List<Response>> answer : asked) {
            assertThat(answer.handle((group, failure) -> failure == null || cause(failure) instanceof PolicyException))
                    .succeedsWithin(Duration.ofMinutes(1))
                    .isEqualTo(true);
        }
        assertThatThrownBy(() -> get(engine.sample(request(0, 1))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(PolicyException.class);
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null || failure instanceof PolicyException ? failure : failure.getCause();
    }

    @Test
    void closingTwiceIsAllowed() {
        engine.close();
        engine.close();
    }
}
