package io.millrace.jobs.heldout;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.eval.AnsweredPrompt;
import io.millrace.eval.Evaluator;
import io.millrace.eval.HeldOutResult;
import io.millrace.eval.ThinkingAnalysis;
import io.millrace.eval.ThinkingStatistics;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.start.Inputs;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Prompt;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.task.Tasks;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Evaluates policy versions on the held-out prompts, with a separate engine. */
public final class HeldOut implements AutoCloseable {
    private final MillraceConfig config;
    private final List<Prompt> prompts;
    private final Tokenizer tokenizer;
    private final Supplier<PolicyEngine> start;
    private @Nullable PolicyEngine engine;

    /**
     * Evaluates policies of the same architecture as the one in a folder, on the configured held-out prompts.
     *
     * @throws RefusedException if policy or prompts cannot be loaded
     */
    public static HeldOut open(MillraceConfig config, Path policy) {
        Path folder =
                StartingPolicy.find("--policy", policy, config.policy().chat()).given();
        Dataset heldOut = Inputs.heldOut(config).dataset();
        return new HeldOut(config, ConfiguredParts.of(config, folder), heldOut);
    }

    /**
     * Evaluates policies of the same architecture as the one in a folder, on the training prompts.
     *
     * @throws RefusedException if policy or prompts cannot be loaded
     */
    public static HeldOut ofTraining(MillraceConfig config, Path policy) {
        Path folder =
                StartingPolicy.find("--policy", policy, config.policy().chat()).given();
        return new HeldOut(
                config,
                ConfiguredParts.of(config, folder),
                Inputs.training(config).dataset());
    }

    public HeldOut(MillraceConfig config, ConfiguredParts parts, Dataset heldOut) {
        this.config = config;
        prompts = all(heldOut);
        tokenizer = parts.tokenizer();
        start = parts::evaluationEngine;
    }

    /** Started on first use: a run that replays responses evaluates nothing. */
    private synchronized PolicyEngine engine() {
        if (engine == null) {
            engine = start.get();
        }
        return engine;
    }

    /** The policy's tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Evaluates a version with greedy decoding and with sampling. */
    public HeldOutResult measure(PolicyVersion version) {
        engine().load(version);
        return measure(version.step());
    }

    /** Evaluates the policy that the engine started with. */
    public HeldOutResult measure(long step) {
        int samples = config.evaluation().samples();
        try (Evaluator evaluator = evaluator(samples)) {
            return evaluator.evaluate(step, prompts, samples, sampling());
        }
    }

    private Sampling sampling() {
        return new Sampling(
                config.evaluation().temperature(),
                1,
                0,
                config.sampling().maxTokens(),
                tokenizer.stopIds(),
                config.run().seed());
    }

    private Evaluator evaluator(int samples) {
        return new Evaluator(
                engine(),
                tokenizer,
                config.tasks(),
                Math.max(1, config.policy().maxRows() / samples),
                config.policy().timeout());
    }

    /** Evaluates a version with sampling, and returns the answers to each prompt. */
    public List<AnsweredPrompt> answers(PolicyVersion version, int samples) {
        engine().load(version);
        return answers(samples);
    }

    /** Evaluates the engine's current policy with sampling, and returns the answers to each prompt. */
    public List<AnsweredPrompt> answers(int samples) {
        try (Evaluator evaluator = evaluator(samples)) {
            return evaluator.answers(prompts, samples, sampling());
        }
    }

    /** Statistics of the policy's thinking in these responses. */
    public List<ThinkingStatistics> statistics(List<AnsweredPrompt> answers) {
        try (Tasks tasks = config.tasks()) {
            Thoughts thoughts = new Thoughts(tokenizer, config.thinking(), config.opening());
            return new ThinkingAnalysis(tasks, tokenizer, thoughts, new ReflectionMarks(config.thinking())).of(answers);
        }
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
        }
    }

    private static List<Prompt> all(Dataset dataset) {
        List<Prompt> prompts = new ArrayList<>();
        for (long i = 0; i < dataset.size(); i++) {
            prompts.add(dataset.get(i));
        }
        return prompts;
    }
}
