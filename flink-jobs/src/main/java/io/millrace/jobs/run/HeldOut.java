package io.millrace.jobs.run;

import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.Loaded;
import io.millrace.eval.Checkup;
import io.millrace.eval.Evaluator;
import io.millrace.model.Prompt;
import io.millrace.pipeline.ConfiguredParts;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyVersion;
import io.millrace.policy.Sampling;
import io.millrace.policy.Tokenizer;
import io.millrace.task.PromptMaker;
import java.util.ArrayList;
import java.util.List;

/** Measures policy versions on the held-out prompts, with an engine of its own. */
public final class HeldOut implements AutoCloseable {
    private final MillraceConfig config;
    private final List<Prompt> prompts;
    private final Loaded loaded;
    private final Tokenizer tokenizer;
    private final PolicyEngine engine;

    public HeldOut(MillraceConfig config, ConfiguredParts parts) {
        this.config = config;
        loaded = Datasets.load(
                config.data().eval(), PromptMaker.Part.HELD_OUT, config.task().tasks());
        prompts = all(loaded.dataset());
        tokenizer = parts.tokenizer();
        engine = parts.engine();
    }

    /** The held-out prompts and what of their file could not be read. */
    public Loaded loaded() {
        return loaded;
    }

    /** Measures a version greedily and sampled. */
    public Checkup measure(PolicyVersion version) {
        engine.load(version);
        return measure(version.step());
    }

    /** Measures the policy that the engine started with. */
    public Checkup measure(long step) {
        Sampling sampling = new Sampling(
                config.evaluation().temperature(),
                1,
                0,
                config.sampling().maxTokens(),
                tokenizer.stopIds(),
                config.run().seed());
        int inFlight =
                Math.max(1, config.policy().maxRows() / config.evaluation().samples());
        return new Evaluator(
                        engine,
                        tokenizer,
                        config.task().tasks(),
                        inFlight,
                        config.policy().timeout())
                .checkup(step, prompts, config.evaluation().samples(), sampling);
    }

    @Override
    public void close() {
        engine.close();
    }

    private static List<Prompt> all(Dataset dataset) {
        List<Prompt> prompts = new ArrayList<>();
        for (long i = 0; i < dataset.size(); i++) {
            prompts.add(dataset.get(i));
        }
        return prompts;
    }
}
