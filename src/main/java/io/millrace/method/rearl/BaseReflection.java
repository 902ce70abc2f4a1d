package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.dataset.Dataset;
import io.millrace.model.PolicyException;
import io.millrace.model.Prompt;
import io.millrace.model.Response;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.Thought;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Measures how densely a policy reflects before it is trained, on training prompts. */
public final class BaseReflection {
    private final PolicyEngine engine;
    private final Tokenizer tokenizer;
    private final Thoughts thoughts;
    private final ReflectionMarks marks;
    private final int atOnce;

    /**
     * @param engine of the policy
     * @param atOnce responses that are asked for at once, at least 1
     */
    public BaseReflection(
            PolicyEngine engine, Tokenizer tokenizer, Thoughts thoughts, ReflectionMarks marks, int atOnce) {
        this.engine = requireNonNull(engine, "engine");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.thoughts = requireNonNull(thoughts, "thoughts");
        this.marks = requireNonNull(marks, "marks");
        Require.that(atOnce >= 1, "reflection: atOnce must be >= 1, was %d", atOnce);
        this.atOnce = atOnce;
    }

    /**
     * The threshold of the reflection reward.
     *
     * @param samples responses to measure, at least 1
     * @throws IllegalArgumentException if there is no threshold: see {@link ReflectionThreshold}
     * @throws PolicyException if the engine fails on a prompt
     */
    public double threshold(Dataset prompts, int samples, Sampling sampling) {
        List<Double> densities = new ArrayList<>();
        for (int from = 0; from < samples; from += atOnce) {
            List<CompletableFuture<List<Response>>> asked = new ArrayList<>();
            for (int i = from; i < Math.min(samples, from + atOnce); i++) {
                asked.add(engine.sample(request(prompts, i, sampling)));
            }
            for (CompletableFuture<List<Response>> answer : asked) {
                Thought thought = thoughts.read(response(answer).tokens());
                if (thought.tokens() > 0) {
                    densities.add(marks.density(thought));
                }
            }
        }
        return ReflectionThreshold.of(
                densities.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Response response(CompletableFuture<List<Response>> answer) {
        try {
            return answer.join().get(0);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PolicyException(
                    "base policy: must answer for its reflection to be measured, failed: " + cause.getMessage(), cause);
        }
    }

    /** Each prompt once, and then again. */
    private SamplingRequest request(Dataset prompts, int i, Sampling sampling) {
        Prompt prompt = prompts.get(i % prompts.size());
        return new SamplingRequest(
                prompt.queryId(),
                0,
                prompt.kind(),
                tokenizer.prompt(prompt.messages()),
                1,
                (int) (i / prompts.size()),
                sampling);
    }
}
