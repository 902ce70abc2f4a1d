package io.millrace.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.eval.Evaluation.PassAt;
import io.millrace.model.GradedResponse;
import io.millrace.model.PolicyException;
import io.millrace.model.Prompt;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.Sampling;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.GatedTask;
import io.millrace.testkit.RefusingTokens;
import io.millrace.testkit.Samples;
import io.millrace.testkit.ScriptedEngine;
import io.millrace.testkit.ScriptedEngine.Script;
import io.millrace.testkit.ScriptedEngine.ScriptedSilence;
import io.millrace.token.Tokenizer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final CharTokens TOKENS = CharTokens.digits();
    private static final DigitsTask DIGITS = new DigitsTask(new DigitsConfig(9, true));
    private static final Sampling SAMPLED = new Sampling(1, 1, 0, 8, List.of(CharTokens.END), 5);
    private static final Prompt ONE = Samples.digits("8,3:9,1");
    private static final Prompt TWO = Samples.digits("0,1:9,1");

    @Test
    void anEvaluationWorkedByHand() {
        ScriptedEngine engine = new ScriptedEngine(TOKENS, (request, sample) -> {
            boolean greedy = request.sampling().temperature() == 0;
            return greedy || sample == 0 ? "7" : "7777777777";
        });
        HeldOutResult result = evaluator(engine, 4).evaluate(3, List.of(ONE, TWO), 4, SAMPLED);
        assertThat(result.step()).isEqualTo(3);
        assertThat(result.greedy())
                .isEqualTo(new Evaluation(2, 0, 2, 0, 0.5, 0.5, List.of(new PassAt(1, 0.5)), 2, 0, ""));
        Evaluation sampled = result.sampled();
        assertThat(sampled.accuracy()).isEqualTo(0.125);
        assertThat(sampled.reward()).isCloseTo((1 + 3 * 0.5 + 0) / 8, within(1e-12));
        assertThat(sampled.tokens()).isEqualTo((2 + 3 * 8) / 4.0);
        assertThat(sampled.truncated()).isEqualTo(0.75);
        assertThat(sampled.passAt()).extracting(PassAt::k).containsExactly(1, 2, 4);
        assertThat(sampled.passAt().get(1).value()).isCloseTo(0.25, within(1e-12));
        assertThat(sampled.passAt().get(2).value()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aPerfectPolicyHasAccuracyOne() {
        List<Prompt> prompts = DIGITS.prompts(Part.HELD_OUT, 20, 1);
        Evaluation evaluation =
                evaluator(solving(prompts), 3).evaluate(prompts, 2, new Sampling(1, 1, 0, 32, List.of(1), 1));
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.reward()).isCloseTo(1, within(1e-9));
        assertThat(evaluation.responses()).isEqualTo(40);
    }

    @Test
    void requestsInFlightAreBounded() {
        List<Prompt> prompts = DIGITS.prompts(Part.HELD_OUT, 20, 1);
        ScriptedEngine engine = solving(prompts);
        evaluator(engine, 3).evaluate(prompts, 1, SAMPLED);
        assertThat(engine.mostRunning()).isEqualTo(3);
        assertThat(engine.requests())
                .extracting(r -> r.queryId())
                .containsExactlyElementsOf(prompts.stream().map(Prompt::queryId).toList());
    }

    @Test
    void promptsThatTheEngineCannotSampleAreCountedAndNotAveraged() {
        ScriptedEngine engine = new ScriptedEngine(TOKENS, (request, sample) -> {
            if (request.queryId().equals(TWO.queryId())) {
                throw new PromptTooLongException(TWO.queryId(), 8, 8);
            }
            return "7";
        });
        Evaluation evaluation = evaluator(engine, 2).evaluate(List.of(TWO, ONE), 1, SAMPLED);
        assertThat(evaluation.failed()).isEqualTo(1);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.firstFailure())
                .isEqualTo("prompt q/0,1:9,1: must leave room for a response in a context of 8 tokens, had 8");
    }

    @Test
    void unencodablePromptsAreCountedAndNotAveraged() {
        Tokenizer choosy = new RefusingTokens(TOKENS, messages -> messages.equals(TWO.messages()));
        Evaluator evaluator = new Evaluator(
                new ScriptedEngine(TOKENS, (request, sample) -> "7"),
                choosy,
                Tasks.of(DIGITS),
                2,
                Duration.ofMinutes(1));
        Evaluation evaluation = evaluator.evaluate(List.of(TWO, ONE), 1, SAMPLED);
        assertThat(evaluation.failed()).isEqualTo(1);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.firstFailure()).isEqualTo("prompt: is refused");
    }

    @Test
    void aGroupThatTimesOutIsCancelledAndCountedAsFailed() {
        ScriptedEngine engine = new ScriptedEngine(TOKENS, (request, sample) -> {
            if (request.queryId().equals(TWO.queryId())) {
                throw new ScriptedSilence();
            }
            return "7";
        });
        Evaluation evaluation = evaluator(engine, 2).evaluate(List.of(TWO, ONE), 1, SAMPLED);
        assertThat(evaluation.failed()).isEqualTo(1);
        assertThat(evaluation.firstFailure()).isEqualTo("prompt q/0,1:9,1: was not sampled within 60000 ms");
        assertThat(engine.cancelled()).isEqualTo(1);
        assertThat(engine.statistics().running()).isZero();
    }

    @Test
    void failingToSampleEveryPromptIsAnError() {
        Script broken = (request, sample) -> {
            throw new PolicyException("out of memory");
        };
        assertThatThrownBy(
                        () -> evaluator(new ScriptedEngine(TOKENS, broken), 2).evaluate(List.of(ONE, TWO), 1, SAMPLED))
                .isInstanceOf(PolicyException.class)
                .hasMessage("evaluation: none of 2 prompts could be sampled: out of memory");
    }

    @Test
    void ungradedResponsesAreCountedAndNotAveraged() {
        ScriptedEngine engine = new ScriptedEngine(TOKENS, (request, sample) -> "7");
        Evaluation evaluation = evaluator(engine, 2).evaluate(List.of(Samples.prompt("1", "chess"), ONE), 2, SAMPLED);
        assertThat(evaluation.ungraded()).isEqualTo(2);
        assertThat(evaluation.responses()).isEqualTo(2);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.firstFailure()).isEqualTo("task must be one of digits, was chess");
    }

    @Test
    void promptsOfARemoteVerifierAreJudgedConcurrentlyAndReturnedInOrder() throws InterruptedException {
        GatedTask remote = new GatedTask("remote");
        List<Prompt> prompts = Stream.of("1", "2", "3")
                .map(text -> Samples.prompt(text, "remote"))
                .toList();
        try (Evaluator evaluator = new Evaluator(
                new ScriptedEngine(TOKENS, (request, sample) -> "7"),
                TOKENS,
                Tasks.of(remote),
                1,
                Duration.ofMinutes(1))) {
            CompletableFuture<List<AnsweredPrompt>> answers = CompletableFuture.supplyAsync(
                    () -> evaluator.answers(prompts, 2, SAMPLED), work -> new Thread(work).start());
            remote.awaitAsked(3);
            prompts.stream()
                    .map(Prompt::queryId)
                    .sorted(Comparator.reverseOrder())
                    .forEach(remote::open);

            assertThat(answers.join()).extracting(AnsweredPrompt::prompt).containsExactlyElementsOf(prompts);
            assertThat(answers.join())
                    .allSatisfy(answered ->
                            assertThat(answered.responses()).hasSize(2).allMatch(GradedResponse::correct));
            assertThat(remote.asked()).hasSize(3);
        }
        assertThat(remote.closed()).isTrue();
    }

    private static ScriptedEngine solving(List<Prompt> prompts) {
        return new ScriptedEngine(TOKENS, (request, sample) -> prompts.stream()
                .filter(prompt -> prompt.queryId().equals(request.queryId()))
                .findFirst()
                .orElseThrow()
                .truths()
                .get(0));
    }

    private static Evaluator evaluator(ScriptedEngine engine, int inFlight) {
        return new Evaluator(engine, TOKENS, Tasks.of(DIGITS), inFlight, Duration.ofMinutes(1));
    }
}
