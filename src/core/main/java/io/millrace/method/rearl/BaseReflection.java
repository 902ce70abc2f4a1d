package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.dataset.Dataset;
import io.millrace.method.Measurement;
import io.millrace.method.MethodContext;
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

/**
 * Measures the reflection density of the initial policy on training prompts, which determines the threshold of {@link
 * ReflectionReward}.
 */
final class BaseReflection implements Measurement {
    /** Name of the measurement. */
    static final String NAME = "reflection-threshold";

    private final MethodContext context;
    private final int samples;
    private final ReflectionMarks marks;

    /** @param samples number of responses to measure, at least 1 */
    BaseReflection(MethodContext context, int samples) {
        this.context = requireNonNull(context, "context");
        this.samples = samples;
        marks = new ReflectionMarks(context.settings().thinking());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String report(double value) {
        return "reflection reward: full up to %.1f thinking tokens per mark, measured on %d responses of the base policy"
                .formatted(value, samples);
    }

    /**
     * The threshold of the reflection reward.
     *
     * @throws IllegalArgumentException if there is no threshold: see {@link ReflectionThreshold}
     * @throws PolicyException if the engine fails on a prompt
     */
    @Override
    public double measure(PolicyEngine engine, Dataset prompts, int maxConcurrent) {
        Require.that(maxConcurrent >= 1, "reflection: maxConcurrent must be >= 1, was %d", maxConcurrent);
        Tokenizer tokenizer = context.tokenizer();
        Thoughts thoughts = context.thoughts();
        Sampling sampling = context.sampling();
        List<Double> densities = new ArrayList<>();
        for (int from = 0; from < samples; from += maxConcurrent) {
            List<CompletableFuture<List<Response>>> asked = new ArrayList<>();
            for (int i = from; i < Math.min(samples, from + maxConcurrent); i++) {
                asked.add(engine.sample(request(tokenizer, prompts, i, sampling)));
            }
            for (CompletableFuture<List<Response>> answer : asked) {
                Thought thought = thoughts.read(response(answer).tokens());
                if (thought.tokens() > 0) {
                    densities.add(marks.density(thought));
                }
            }
        }
        try {
            return ReflectionThreshold.of(
                    densities.stream().mapToDouble(Double::doubleValue).toArray());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("method.rearl.reflectionReward.threshold: " + e.getMessage(), e);
        }
    }

    private static Response response(CompletableFuture<List<Response>> answer) {
        try {
            return answer.join().get(0);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PolicyException(
                    "base policy: could not be sampled to measure its reflection density: " + cause.getMessage(),
                    cause);
        }
    }

    /** Takes each prompt once, then starts over. */
    private static SamplingRequest request(Tokenizer tokenizer, Dataset prompts, int i, Sampling sampling) {
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
