package io.millrace.jobs.heldout;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.eval.Answered;
import io.millrace.eval.Checkup;
import io.millrace.eval.Evaluator;
import io.millrace.eval.Insight;
import io.millrace.eval.Insights;
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

/** Measures policy versions on the held-out prompts, with an engine of its own. */
public final class HeldOut implements AutoCloseable {
    private final MillraceConfig config;
    private final List<Prompt> prompts;
    private final Tokenizer tokenizer;
    private final Supplier<PolicyEngine> start;
    private @Nullable PolicyEngine engine;

    /**
     * Measures policies like one that lies in a folder, on the configured held-out prompts.
     *
     * @throws RefusedException if policy or prompts cannot be had
     */
    public static HeldOut open(MillraceConfig config, Path policy) {
        Path folder =
                StartingPolicy.find("--policy", policy, config.policy().chat()).given();
        Dataset heldOut = Inputs.heldOut(config).dataset();
        return new HeldOut(config, ConfiguredParts.of(config, folder), heldOut);
    }

    /**
     * Measures policies like one that lies in a folder, on the prompts that are trained on.
     *
     * @throws RefusedException if policy or prompts cannot be had
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
        start = parts::engine;
    }

    /** Started when it is first needed: a run that replays responses measures nothing. */
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

    /** Measures a version greedily and sampled. */
    public Checkup measure(PolicyVersion version) {
        engine().load(version);
        return measure(version.step());
    }

    /** Measures the policy that the engine started with. */
    public Checkup measure(long step) {
        int samples = config.evaluation().samples();
        try (Evaluator evaluator = evaluator(samples)) {
            return evaluator.checkup(step, prompts, samples, sampling());
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

    /** Measures a version prompt by prompt, sampled. */
    public List<Answered> answers(PolicyVersion version, int samples) {
        engine().load(version);
        return answers(samples);
    }

    /** Measures the policy that the engine has, prompt by prompt, sampled. */
    public List<Answered> answers(int samples) {
        try (Evaluator evaluator = evaluator(samples)) {
            return evaluator.answers(prompts, samples, sampling());
        }
    }

    /** What such answers tell of the policy's thinking. */
    public List<Insight> insights(List<Answered> answers) {
        try (Tasks tasks = config.tasks()) {
            Thoughts thoughts = new Thoughts(tokenizer, config.thinking(), config.opening());
            return new Insights(tasks, tokenizer, thoughts, new ReflectionMarks(config.thinking())).of(answers);
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
