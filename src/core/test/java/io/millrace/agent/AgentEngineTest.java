package io.millrace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.agent.format.Hermes;
import io.millrace.agent.format.Symbols;
import io.millrace.model.FinishReason;
import io.millrace.model.PolicyException;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.TokenRange;
import io.millrace.model.ToolCall;
import io.millrace.model.ToolCall.Outcome;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentEngineTest {
    private static final CharTokens TOKENS =
            new CharTokens("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?=!:,.'<>/_{}\"\\[]()- \n");
    private static final Prompt PROMPT = Samples.prompt("ab", "words");
    private static final TokenIds ASKED = TOKENS.prompt(PROMPT.messages());
    private static final Symbols SYMBOLS = new Symbols("?", "=", "!");
    private static final Duration LONG = Duration.ofMinutes(5);

    private AgentEngine engine;
    private TalkingEngine below;

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    private AgentEngine open(AgentConfig config, int contextTokens, TalkingEngine.Talk talk) {
        below = new TalkingEngine(TOKENS, contextTokens, talk);
        engine = new AgentEngine(below, TOKENS, Environments.open(config, System::nanoTime));
        return engine;
    }

    private static AgentConfig config(
            CallFormat format, int maxTurns, int maxCalls, Duration limit, TestTool... tools) {
        List<ToolConfig> configs = new ArrayList<>();
        for (TestTool tool : tools) {
            configs.add(tool.config());
        }
        return new AgentConfig(configs, List.of(), format, maxTurns, maxCalls, 100, limit, 8);
    }

    private static AgentConfig symbols(TestTool.Answer answer) {
        return config(SYMBOLS, 10, 10, LONG, TestTool.of("word", answer));
    }

    private static AgentConfig hermes(TestTool... tools) {
        return config(new Hermes(), 10, 2, LONG, tools);
    }

    private static SamplingRequest request(int samples, int maxTokens) {
        return new SamplingRequest(
                        PROMPT.queryId(),
                        3,
                        PromptKind.PLAIN,
                        ASKED,
                        samples,
                        new Sampling(1, 1, 0, maxTokens, TOKENS.stopIds(), 7))
                .answering(PROMPT);
    }

    private List<Response> sample(int samples) throws Exception {
        return engine.sample(request(samples, 1000)).get(1, TimeUnit.MINUTES);
    }

    private Response sample() throws Exception {
        return sample(1).get(0);
    }

    private static String text(Response response) {
        return TOKENS.decode(response.tokens());
    }

    private static ToolCall onlyCall(Response response) {
        return response.interaction().calls().findFirst().orElseThrow();
    }

    private static String hermesCall(String json) {
        return "<tool_call>" + json + "</tool_call>";
    }

    @Test
    void theResponseContinuesAfterTheResult() throws Exception {
        open(symbols(word -> word + word), 1000, (sample, said) -> said.isEmpty() ? "x?ab=" : ":ok");
        Response response = sample();

        assertThat(text(response)).isEqualTo("x?ab=abab:ok");
        assertThat(TOKENS.decode(response.sampled())).isEqualTo("x?ab=:ok");
        assertThat(response.roles().observations()).containsExactly(new TokenRange(5, 9));
        assertThat(response.length()).isEqualTo(9);
        assertThat(response.finish()).isEqualTo(FinishReason.STOP);
        assertThat(response.sampledLogProbs()).containsOnly(-0.5f).hasSize(9);
        assertThat(response.logProbs().values()).contains(0f, atIndex(5));
        assertThat(response.spans()).containsExactly(new VersionSpan(0, 0, 0, 9), new VersionSpan(1, 1, 9, 13));
        assertThat(onlyCall(response))
                .usingRecursiveComparison()
                .ignoringFields("millis")
                .isEqualTo(new ToolCall("word", "ab", Outcome.DONE, "abab", 0));
    }

    private static Index atIndex(int index) {
        return Index.atIndex(index);
    }

    @Test
    void eachTurnContinuesFromTheVeryTokensBefore() throws Exception {
        open(symbols(word -> "7"), 1000, (sample, said) -> said.length() < 8 ? "?a=" : ":7");
        Response response = sample();

        List<SamplingRequest> turns = below.requests();
        assertThat(turns).hasSize(3);
        int[] all = response.tokens().ids();
        for (SamplingRequest turn : turns) {
            int begun = turn.begun();
            assertThat(turn.prompt().ids())
                    .startsWith(ASKED.ids())
                    .hasSize(ASKED.size() + begun)
                    .endsWith(Arrays.copyOf(all, begun));
        }
        assertThat(turns).extracting(SamplingRequest::begun).containsExactly(0, 4, 8);
        assertThat(turns).extracting(turn -> turn.sampling().maxTokens()).containsExactly(1000, 997, 994);
    }

    @Test
    void firstTurnsAreSampledTogetherAndThenEachGoesItsOwnWay() throws Exception {
        open(symbols(word -> word), 1000, (sample, said) -> sample == 1 && said.isEmpty() ? "?b=" : ":" + sample);
        List<Response> group = sample(3);

        assertThat(group).extracting(AgentEngineTest::text).containsExactly(":0", "?b=b:1", ":2");
        assertThat(group).extracting(Response::sample).containsExactly(0, 1, 2);
        assertThat(below.requests()).extracting(SamplingRequest::samples).containsExactly(3, 1);
        assertThat(below.requests().get(1).first()).isEqualTo(1);
        assertThat(engine.statistics().responses()).isEqualTo(3);
    }

    @Test
    void requestsThatAnswerNoPromptArePassedOn() throws Exception {
        open(symbols(word -> "never"), 1000, (sample, said) -> "?a=");
        SamplingRequest bare =
                new SamplingRequest("q", 0, PromptKind.PLAIN, ASKED, 1, new Sampling(1, 1, 0, 10, TOKENS.stopIds(), 7));
        assertThat(text(engine.sample(bare).get(1, TimeUnit.MINUTES).get(0))).isEqualTo("?a=");
        assertThat(below.requests()).containsExactly(bare);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\": \"word\", \"arguments\": {\"word\": \"ab\"}} | DONE | AB",
                "{\"name\": \"word\", \"arguments\": \"{\\\"word\\\": \\\"ab\\\"}\"} | DONE | AB",
                "{\"name\": \"word\", \"arguments\": {\"word\": 3}} | INVALID_ARGUMENTS | Error: argument word must be a string, was 3",
                "{\"name\": \"word\", \"arguments\": {}} | INVALID_ARGUMENTS | Error: argument word is missing",
                "{\"name\": \"word\"} | INVALID_ARGUMENTS | Error: argument word is missing",
                "{\"name\": \"word\", \"arguments\": {\"word\": \"a\", \"x\": 1}} | INVALID_ARGUMENTS | Error: argument x is unknown, must be one of [word]",
                "{\"name\": \"word\", \"arguments\": [1]} | MALFORMED | Error: the call arguments must be a JSON object",
                "{\"name\": \"other\", \"arguments\": {}} | UNKNOWN_TOOL | Error: there is no tool other, only word",
                "{\"arguments\": {}} | MALFORMED | Error: the call must have a name",
                "[] | MALFORMED | Error: the call must be a JSON object",
                "{\"name\": \"word\", \"arguments\": {\"word\": \"no\"}} | REJECTED | Error: not that word",
            })
    void whatThePolicyDidWrongIsAnObservation(String call, Outcome outcome, String result) throws Exception {
        open(
                hermes(TestTool.of("word", word -> {
                    if (word.equals("no")) {
                        throw new ToolRejectionException("not that word");
                    }
                    return word.toUpperCase(Locale.ROOT);
                })),
                1000,
                (sample, said) -> said.isEmpty() ? hermesCall(call) : "done");
        Response response = sample();

        assertThat(onlyCall(response).outcome()).isEqualTo(outcome);
        assertThat(onlyCall(response).result()).isEqualTo(result);
        assertThat(text(response)).endsWith("<tool_response>\n" + result + "\n</tool_response>\ndone");
        assertThat(response.interaction().verdict()).isEmpty();
        assertThat(response.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void aCallThatDoesNotEndIsMalformed() throws Exception {
        open(
                hermes(TestTool.of("word", word -> word)),
                1000,
                (sample, said) -> said.isEmpty() ? "<tool_call>{" : "done");
        assertThat(onlyCall(sample()).result()).isEqualTo("Error: the call must end with </tool_call>");
    }

    @Test
    void callsBeyondTheMaximumAreRefused() throws Exception {
        String call = hermesCall("{\"name\": \"word\", \"arguments\": {\"word\": \"a\"}}");
        open(
                hermes(TestTool.of("word", word -> word)),
                1000,
                (sample, said) -> said.isEmpty() ? call + call + call : "done");
        assertThat(sample().interaction().calls())
                .extracting(ToolCall::outcome)
                .containsExactly(Outcome.DONE, Outcome.DONE, Outcome.TOO_MANY);
    }

    @Test
    void aResultIsNotExecuted() throws Exception {
        String call = hermesCall("{\"name\": \"word\", \"arguments\": {\"word\": \"a\"}}");
        open(hermes(TestTool.of("word", word -> call)), 1000, (sample, said) -> said.isEmpty() ? call : "done");
        assertThat(sample().interaction().calls()).hasSize(1);
    }

    @Test
    void aLongResultIsCut() throws Exception {
        open(symbols(word -> "x".repeat(1_000_000)), 1000, (sample, said) -> said.isEmpty() ? "?a=" : "done");
        Response response = sample();
        assertThat(onlyCall(response).result())
                .startsWith("x".repeat(100) + " ... (100 of 1,000,000 characters)")
                .hasSizeLessThan(150);
        assertThat(text(response)).endsWith("characters)done");
    }

    @Test
    void endlessCallingIsTruncated() throws Exception {
        open(symbols(word -> word), 1000, (sample, said) -> "?a=");
        Response response = sample();
        assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.interaction().calls()).hasSize(10);
        assertThat(text(response)).endsWith("?a=");
    }

    @Test
    void theTokenLimitHoldsOverAllTurns() throws Exception {
        open(symbols(word -> word), 1000, (sample, said) -> "?a=");
        Response response =
                engine.sample(request(1, 7)).get(1, TimeUnit.MINUTES).get(0);
        assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.length()).isEqualTo(7);
    }

    @Test
    void aResponseThatFillsTheContextIsTruncated() throws Exception {
        open(symbols(word -> "y".repeat(90)), 60, (sample, said) -> "?a=");
        Response response = sample();
        assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(text(response)).isEqualTo("?a=");
        assertThat(onlyCall(response).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aToolThatFailsHarmsOnlyItsOwnResponse() throws Exception {
        open(
                symbols(word -> {
                    throw new IOException("word: server is down");
                }),
                1000,
                (sample, said) -> sample == 0 ? "?a=" : ":ok");
        List<Response> group = sample(2);

        assertThat(group.get(0).finish()).isEqualTo(FinishReason.ABORT);
        assertThat(group.get(0).interaction().verdict()).contains(Verdict.ungraded("word: server is down"));
        assertThat(group.get(1).finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void aToolThatHangsIsInterruptedAtItsLimit() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        TestTool hangs = new TestTool("word", Duration.ofMillis(50), word -> {
            try {
                return TestTool.never();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        open(config(SYMBOLS, 10, 10, LONG, hangs), 1000, (sample, said) -> sample == 0 ? "?a=" : ":ok");
        List<Response> group = sample(2);

        assertThat(group.get(0).interaction().verdict())
                .contains(Verdict.ungraded("tool word: must return within PT0.05S, did not"));
        assertThat(group.get(1).finish()).isEqualTo(FinishReason.STOP);
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aResponseThatTakesTooLongIsUngraded() throws Exception {
        open(
                config(SYMBOLS, 10, 10, Duration.ofMillis(50), TestTool.of("word", word -> TestTool.never())),
                1000,
                (sample, said) -> "?a=");
        assertThat(sample().interaction().verdict())
                .contains(Verdict.ungraded("agent.timeLimit: the response must end within PT0.05S, did not"));
    }

    @Test
    void cancellingTheGroupInterruptsItsTools() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        open(
                symbols(word -> {
                    started.countDown();
                    try {
                        return TestTool.never();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }),
                1000,
                (sample, said) -> "?a=");
        CompletableFuture<List<Response>> group = engine.sample(request(1, 100));
        assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
        group.cancel(true);
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** A guessing game, for prompts of the task words. */
    private record Guessing(List<String> log, String first, Map<String, Step> answers) implements EnvironmentType {
        @Override
        public Environment open(Prompt prompt) {
            return new Environment() {
                @Override
                public String start() {
                    if (first.isEmpty()) {
                        throw new IllegalStateException("guessing: no board");
                    }
                    return first;
                }

                @Override
                public Step step(Turn turn) {
                    return Optional.ofNullable(answers.get(turn.text()))
                            .orElse(Step.next(Observation.of("no"), List.of()));
                }

                @Override
                public void close() {
                    log.add("closed");
                }
            };
        }
    }

    private AgentConfig environment(Guessing guessing) {
        return new AgentConfig(
                List.of(), List.of(new EnvironmentConfig(guessing, List.of("words"))), SYMBOLS, 10, 10, 100, LONG, 8);
    }

    @Test
    void anEnvironmentSpeaksFirstAndJudges() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Step won = Step.judged(Step.End.DONE, Verdict.CORRECT, Map.of("goal", 1.0));
        open(
                environment(new Guessing(log, "go", Map.of("left", won))),
                1000,
                (sample, said) -> said.equals("go") ? "right" : "left");
        List<Response> group = sample(2);

        assertThat(group).extracting(AgentEngineTest::text).containsOnly("gorightnoleft");
        Response response = group.get(0);
        assertThat(TOKENS.decode(response.sampled())).isEqualTo("rightleft");
        assertThat(response.interaction().verdict()).contains(Verdict.CORRECT);
        assertThat(response.interaction().rewards()).containsExactly(Map.entry("goal", 1.0));
        assertThat(response.spans().get(0).from()).isZero();
        engine.close();
        assertThat(log.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void anEnvironmentThatDoesNotCloseIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        EnvironmentType stuck = new Stuck(interrupted);
        open(
                new AgentConfig(
                        List.of(),
                        List.of(new EnvironmentConfig(stuck, List.of("words"))),
                        SYMBOLS,
                        10,
                        10,
                        100,
                        Duration.ofSeconds(1),
                        8),
                1000,
                (sample, said) -> "done");
        assertThat(sample().finish()).isEqualTo(FinishReason.STOP);
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Ends after one turn, and never closes. */
    private record Stuck(CountDownLatch interrupted) implements EnvironmentType {
        @Override
        public Environment open(Prompt prompt) {
            return new Environment() {
                @Override
                public Step step(Turn turn) {
                    return Step.done(List.of());
                }

                @Override
                public void close() {
                    try {
                        TestTool.never();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                }
            };
        }
    }

    @Test
    void anEnvironmentMayTruncateAResponse() throws Exception {
        Step over = Step.judged(Step.End.TRUNCATED, Verdict.INCORRECT, Map.of());
        open(environment(new Guessing(new ArrayList<>(), "go", Map.of("left", over))), 1000, (sample, said) -> "left");
        assertThat(sample().finish()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void anEnvironmentThatCannotBeOpenedFailsTheVisit() {
        open(environment(new Guessing(new ArrayList<>(), "", Map.of())), 1000, (sample, said) -> "left");
        assertThatThrownBy(this::sample)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(PolicyException.class)
                .hasMessage("prompt q/ab: its environment could not be opened: guessing: no board");
    }
}
