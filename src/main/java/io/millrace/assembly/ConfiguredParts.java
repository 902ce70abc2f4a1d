package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageEstimator;
import io.millrace.advantage.Advantages;
import io.millrace.batch.RoundAssembler;
import io.millrace.config.ConfigReader;
import io.millrace.config.LearnerConfig.ExportDtype;
import io.millrace.config.MillraceConfig;
import io.millrace.curriculum.CurriculumConfig;
import io.millrace.dataset.Dataset;
import io.millrace.huggingface.FloatType;
import io.millrace.learner.CountingLearner;
import io.millrace.learner.Learner;
import io.millrace.method.autothink.AutoThinkConfig;
import io.millrace.method.r3.R3Config;
import io.millrace.method.r3.Reflect;
import io.millrace.method.r3.Replay;
import io.millrace.method.r3.ReplayConfig;
import io.millrace.method.rearl.AllWrong;
import io.millrace.method.rearl.EngineReflectionModel;
import io.millrace.method.rearl.Revise;
import io.millrace.method.rearl.ReviseConfig;
import io.millrace.method.rorecomp.Compensation;
import io.millrace.method.rorecomp.Costs;
import io.millrace.method.rorecomp.Recompose;
import io.millrace.method.rorecomp.RoRecompConfig;
import io.millrace.pipeline.Compose;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Remember;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.text.Thoughts;
import io.millrace.token.ChatConfig;
import io.millrace.token.OpenedTokenizer;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.learn.DjlLearner;
import io.millrace.torch.learn.LearnerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The parts that a configuration names. Travels as text, the one form that every configuration has.
 *
 * @param yaml the whole configuration
 * @param policy folder of the policy that the run starts from, complete
 * @param reflection folder of the reflection model; empty asks the policy itself
 * @param threshold of the reflection reward as it was measured; NaN if it was not
 */
public record ConfiguredParts(String yaml, String policy, String reflection, double threshold) implements Parts {
    public ConfiguredParts {
        requireNonNull(yaml, "yaml");
        requireNonNull(policy, "policy");
        requireNonNull(reflection, "reflection");
    }

    /** The parts of a configuration. */
    public static ConfiguredParts of(MillraceConfig config, Path policy) {
        return new ConfiguredParts(
                config.toYaml(),
                policy.toAbsolutePath().toString(),
                config.method().rearl().revise().model(),
                Double.NaN);
    }

    /** These parts with a reflection model that lies in a folder. */
    public ConfiguredParts withReflectionModel(Path folder) {
        return new ConfiguredParts(yaml, policy, folder.toAbsolutePath().toString(), threshold);
    }

    /** These parts with a measured threshold of the reflection reward. */
    public ConfiguredParts withThreshold(double measured) {
        return new ConfiguredParts(yaml, policy, reflection, measured);
    }

    /** The configuration itself. */
    public MillraceConfig config() {
        return ConfigReader.parse(yaml, List.of(), "of the job");
    }

    @Override
    public Dataset prompts() {
        return ConfiguredData.training(config()).dataset();
    }

    @Override
    public Optional<CurriculumConfig> curriculum() {
        return Optional.of(config().data().curriculum()).filter(CurriculumConfig::enabled);
    }

    @Override
    public Tokenizer tokenizer() {
        MillraceConfig config = config();
        return OpenedTokenizer.of(
                Tokenizers.load(
                        Path.of(policy),
                        config.policy().chat(),
                        config.thinking().tags()),
                config.opening());
    }

    @Override
    public int promptTokens() {
        return config().data().promptTokens();
    }

    @Override
    public SamplingPlan sampling(Tokenizer tokenizer) {
        MillraceConfig config = config();
        AutoThinkConfig autothink = config.method().autothink();
        SamplingPlan plan =
                config.sampling().sampling(tokenizer.stopIds(), config.run().seed());
        return autothink.enabled() ? plan.within(autothink.limits()) : plan;
    }

    @Override
    public PolicyEngine engine() {
        MillraceConfig config = config();
        return config.policy().engine().open(config, Path.of(policy), this::tokenizer);
    }

    @Override
    public Optional<Revise> revise(PolicyEngine engine) {
        MillraceConfig config = config();
        if (!config.method().rearl().revises()) {
            return Optional.empty();
        }
        ReviseConfig revise = config.method().rearl().revise();
        Tokenizer tokenizer = tokenizer();
        boolean itself = reflection.isEmpty();
        String folder = itself ? policy : reflection;
        PolicyEngine judge = itself ? engine : DjlEngineKind.open(config, Path.of(folder), Integer.MAX_VALUE);
        try {
            return Optional.of(new Revise(
                    revise,
                    tokenizer,
                    thoughts(config, tokenizer),
                    new EngineReflectionModel(
                            revise,
                            Tokenizers.load(
                                    Path.of(folder),
                                    itself ? config.policy().chat() : ChatConfig.OWN,
                                    config.thinking().tags()),
                            judge,
                            !itself),
                    engine,
                    sampling(tokenizer).full()));
        } catch (RuntimeException e) {
            if (!itself) {
                judge.close();
            }
            throw e;
        }
    }

    private static Thoughts thoughts(MillraceConfig config, Tokenizer tokenizer) {
        return new Thoughts(tokenizer, config.thinking(), config.opening());
    }

    @Override
    public OptionalDouble measuredThreshold() {
        return Double.isNaN(threshold) ? OptionalDouble.empty() : OptionalDouble.of(threshold);
    }

    @Override
    public Grade grade() {
        return grade(measuredThreshold());
    }

    @Override
    public Grade grade(OptionalDouble measured) {
        MillraceConfig config = config();
        Tokenizer tokenizer = tokenizer();
        MethodRewards rewards = new MethodRewards(config, tokenizer);
        return new Grade(tokenizer, config.tasks(), rewards.ofResponses(measured), rewards.ofGroups());
    }

    @Override
    public Remember remember() {
        MillraceConfig config = config();
        R3Config r3 = config.method().r3();
        long seed = config.run().seed();
        return new Remember(
                r3.replay().enabled() ? Optional.of(new Replay(r3.replay(), seed)) : Optional.empty(),
                r3.reflection().enabled()
                        ? Optional.of(new Reflect(r3.reflection(), tokenizer(), seed))
                        : Optional.empty(),
                config.tasks());
    }

    @Override
    public RoundAssembler assembler() {
        MillraceConfig config = config();
        AdvantageEstimator estimator = estimator(config);
        MethodRewards rewards = new MethodRewards(config, tokenizer());
        return new RoundAssembler(
                config.method().rearl().revises() ? new AllWrong(estimator) : estimator,
                config.stream().maxStaleness(),
                rewards.ofBatches(),
                rewards.names());
    }

    private static AdvantageEstimator estimator(MillraceConfig config) {
        ReplayConfig replay = config.method().r3().replay();
        return replay.enabled()
                ? Advantages.grpo(config.advantage(), replay.alpha(), replay.lambda())
                : Advantages.of(config.advantage());
    }

    @Override
    public Compose compose() {
        MillraceConfig config = config();
        RoRecompConfig rorecomp = config.method().rorecomp();
        RoundAssembler assembler = assembler();
        if (!rorecomp.enabled()) {
            return Compose.plain(assembler);
        }
        return Compose.recomposed(
                assembler,
                new Recompose(
                        rorecomp,
                        new Costs(rorecomp, tokenizer()),
                        Compensation.of(
                                rorecomp, config.run().steps(), config.run().seed()),
                        // Of parts of groups: whether a whole group is hopeless has been decided.
                        new RoundAssembler(estimator(config), config.stream().maxStaleness()),
                        config.batch().shards()));
    }

    @Override
    public Learner learner() {
        MillraceConfig config = config();
        if (!config.policy().capabilities().learns()) {
            return new CountingLearner();
        }
        EngineRuntime.useThreads(ComputeThreads.of(config));
        FloatType export = config.learner().exportDtype() == ExportDtype.BFLOAT16 ? FloatType.BF16 : FloatType.F32;
        return DjlLearner.open(
                Path.of(policy),
                new LearnerConfig(
                        config.loss(), config.optimizer(), config.sampling().temperature(), export),
                System::nanoTime);
    }
}
