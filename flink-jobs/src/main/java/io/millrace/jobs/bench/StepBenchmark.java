package io.millrace.jobs.bench;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.Parts;
import io.millrace.batch.Round;
import io.millrace.check.Require;
import io.millrace.dataset.Dataset;
import io.millrace.learner.Learner;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Prompt;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.SampledGroup;
import io.millrace.pipeline.Grade;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Measures the time of a whole GRPO step without Flink: sample the groups, grade them, train, and load the new weights.
 *
 * <p>No stop token is set, so every response has the maximum length.
 *
 * @param parts the parts of the step
 * @param groups prompts per step
 * @param samples responses per prompt
 * @param tokens length of each response, in tokens
 * @param cpuNanos CPU time of the whole JVM, in nanoseconds
 * @param wallNanos a clock, in nanoseconds
 */
public record StepBenchmark(
        Parts parts, int groups, int samples, int tokens, LongSupplier cpuNanos, LongSupplier wallNanos) {
    public StepBenchmark {
        requireNonNull(parts, "parts");
        Require.that(
                groups >= 1 && samples >= 1 && tokens >= 1,
                "benchmark: groups, samples and tokens must be >= 1, were %d, %d and %d",
                groups,
                samples,
                tokens);
    }

    /**
     * Medians over the measured steps.
     *
     * @param wallMillis wall time per step, in milliseconds
     * @param cpuMillis CPU time of all threads per step, in milliseconds
     * @param responsesPerSecond responses sampled and trained on per second
     */
    public record Result(double wallMillis, double cpuMillis, double responsesPerSecond) {}

    /**
     * Measures one mode.
     *
     * @param overlapped whether the next step's responses are sampled while this step's are trained on, as with a
     *     staleness of 1; otherwise sampling and training alternate, strictly on-policy
     * @param warmup steps before the measurement
     * @param steps measured steps, at least 1
     * @param scratch an empty folder for weights on their way from learner to engine
     */
    public Result run(boolean overlapped, int warmup, int steps, Path scratch) {
        try (PolicyEngine engine = parts.engine();
                Learner learner = parts.learner();
                Grade grade = parts.grade()) {
            Session session = new Session(engine, learner, parts.tokenizer(), grade, scratch);
            double[] wall = new double[steps];
            double[] cpu = new double[steps];
            List<CompletableFuture<Passage>> next = session.sample(0);
            for (int i = -warmup; i < steps; i++) {
                long wallStart = wallNanos.getAsLong();
                long cpuStart = cpuNanos.getAsLong();
                List<CompletableFuture<Passage>> now = next;
                List<Passage> graded = now.stream().map(CompletableFuture::join).toList();
                if (overlapped) {
                    next = session.sample(i + warmup + 1);
                }
                session.train(graded);
                if (!overlapped) {
                    next = session.sample(i + warmup + 1);
                    next.forEach(CompletableFuture::join);
                }
                if (i >= 0) {
                    wall[i] = (wallNanos.getAsLong() - wallStart) / 1e6;
                    cpu[i] = (cpuNanos.getAsLong() - cpuStart) / 1e6;
                }
            }
            next.forEach(CompletableFuture::join);
            double millis = median(wall);
            return new Result(millis, median(cpu), groups * samples / millis * 1e3);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** One engine and one learner that run steps. */
    private final class Session {
        private final PolicyEngine engine;
        private final Learner learner;
        private final Tokenizer tokenizer;
        private final Grade grade;
        private final Path scratch;
        private final Sampling sampling;
        private final Dataset prompts;

        private Session(PolicyEngine engine, Learner learner, Tokenizer tokenizer, Grade grade, Path scratch) {
            this.engine = engine;
            this.learner = learner;
            this.tokenizer = tokenizer;
            this.grade = grade;
            this.scratch = scratch;
            this.prompts = parts.prompts();
            this.sampling = new Sampling(1, 1, 0, tokens, List.of(), 1);
        }

        private List<CompletableFuture<Passage>> sample(int step) {
            List<CompletableFuture<Passage>> all = new ArrayList<>();
            for (int g = 0; g < groups; g++) {
                long ordinal = (long) step * groups + g;
                Prompt prompt = prompts.get(ordinal % prompts.size());
                PromptVisit visit = new PromptVisit(prompt, ordinal, "benchmark", ordinal);
                var tokenIds = tokenizer.prompt(prompt.messages());
                all.add(engine.sample(new SamplingRequest(
                                prompt.queryId(), ordinal, prompt.kind(), tokenIds, samples, sampling))
                        .thenApply((List<Response> responses) ->
                                grade.apply(new SampledGroup(visit, tokenIds, responses))));
            }
            return all;
        }

        private void train(List<Passage> graded) {
            Round round = parts.assembler().assemble(learner.step(), graded);
            learner.train(Minibatch.plain(0, round.number(), round.allRows(), round.ends(), round.statistics()));
            Path folder = scratch.resolve("v-" + learner.step());
            learner.export(folder);
            engine.load(new PolicyVersion(learner.step(), learner.step(), folder, Map.of()));
        }
    }
}
