package io.millrace.eval;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.PolicyException;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.InOrder;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.task.Tasks;
import io.millrace.token.Tokenizer;
import io.millrace.token.UnreadablePromptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Evaluates the current weights of an engine. The result is a function of weights, prompts and seed: requests are sent in order,
 * with a bounded number in flight, and results are collected in order.
 */
public final class Evaluator implements AutoCloseable {
    /** Maximum number of prompts whose responses wait for verdicts from another machine. */
    private static final int MAX_JUDGED = 1024;

    private final PolicyEngine engine;
    private final Tokenizer tokenizer;
    private final Grade grade;
    private final int inFlight;
    private final Duration timeout;

    /**
     * @param tasks closed with the evaluator
     * @param inFlight maximum number of prompts in flight at the engine, at least 1
     * @param timeout maximum time for one prompt, above 0; a prompt that takes longer fails
     */
    public Evaluator(PolicyEngine engine, Tokenizer tokenizer, Tasks tasks, int inFlight, Duration timeout) {
        this.engine = requireNonNull(engine, "engine");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.grade = new Grade(tokenizer, tasks);
        this.inFlight = inFlight;
        this.timeout = requireNonNull(timeout, "timeout");
        Require.that(inFlight >= 1, "evaluator: inFlight must be >= 1, was %d", inFlight);
    }

    /**
     * Evaluates with greedy decoding and with sampling.
     *
     * @param step optimizer steps of the weights
     * @param samples sampled responses per prompt
     * @param sampling settings of the sampled responses; greedy ones use its token limit
     */
    public HeldOutResult evaluate(long step, List<Prompt> prompts, int samples, Sampling sampling) {
        Sampling greedy = new Sampling(0, 1, 0, sampling.maxTokens(), sampling.stopIds(), sampling.seed());
        return new HeldOutResult(step, evaluate(prompts, 1, greedy), evaluate(prompts, samples, sampling));
    }

    /**
     * Evaluates with one sampling setting.
     *
     * @throws PolicyException if no prompt at all could be sampled
     */
    public Evaluation evaluate(List<Prompt> prompts, int samples, Sampling sampling) {
        Tally tally = new Tally(samples);
        ask(prompts, samples, sampling, answered -> count(answered, tally));
        Evaluation result = tally.result();
        if (result.failed() == prompts.size() && !prompts.isEmpty()) {
            throw new PolicyException("evaluation: none of %d prompts could be sampled: %s"
                    .formatted(prompts.size(), result.firstFailure()));
        }
        return result;
    }

    /** Returns the graded responses, in the order of the prompts. */
    public List<AnsweredPrompt> answers(List<Prompt> prompts, int samples, Sampling sampling) {
        List<AnsweredPrompt> answers = new ArrayList<>();
        ask(prompts, samples, sampling, answers::add);
        return answers;
    }

    private void ask(List<Prompt> prompts, int samples, Sampling sampling, Consumer<AnsweredPrompt> collect) {
        Deque<Asked> asked = new ArrayDeque<>();
        InOrder<AnsweredPrompt> judged = new InOrder<>(MAX_JUDGED);
        try {
            for (Prompt prompt : prompts) {
                if (asked.size() >= inFlight) {
                    judged.add(answered(asked.remove())).forEach(collect);
                }
                asked.add(ask(prompt, samples, sampling));
            }
            while (!asked.isEmpty()) {
                judged.add(answered(asked.remove())).forEach(collect);
            }
            judged.rest().forEach(collect);
        } finally {
            asked.forEach(request -> request.responses.cancel(true));
        }
    }

    private Asked ask(Prompt prompt, int samples, Sampling sampling) {
        try {
            TokenIds tokens = tokenizer.prompt(prompt.messages());
            return new Asked(
                    prompt,
                    engine.sample(new SamplingRequest(prompt.queryId(), 0, prompt.kind(), tokens, samples, sampling)
                            .answering(prompt)));
        } catch (UnreadablePromptException e) {
            return new Asked(prompt, CompletableFuture.failedFuture(e));
        }
    }

    private static void count(AnsweredPrompt answered, Tally tally) {
        if (answered.responses().isEmpty()) {
            tally.failed(answered.failure());
        } else {
            tally.add(answered.responses());
        }
    }

    /** Waits for the responses but not for verdicts from another machine, so that the engine can continue. */
    private CompletableFuture<AnsweredPrompt> answered(Asked request) {
        try {
            List<Response> responses = request.responses.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return grade.startEach(request.prompt, responses)
                    .thenApply(graded -> new AnsweredPrompt(request.prompt, graded, ""));
        } catch (ExecutionException e) {
            return failed(request, String.valueOf(requireNonNull(e.getCause()).getMessage()));
        } catch (TimeoutException e) {
            request.responses.cancel(true);
            return failed(
                    request,
                    "prompt %s: was not sampled within %d ms".formatted(request.prompt.queryId(), timeout.toMillis()));
        } catch (InterruptedException e) {
            request.responses.cancel(true);
            Thread.currentThread().interrupt();
            throw new PolicyException("evaluation: was interrupted", e);
        }
    }

    private static CompletableFuture<AnsweredPrompt> failed(Asked request, String reason) {
        return CompletableFuture.completedFuture(new AnsweredPrompt(request.prompt, List.of(), reason));
    }

    @Override
    public void close() {
        grade.close();
    }

    private record Asked(Prompt prompt, CompletableFuture<List<Response>> responses) {}
}
