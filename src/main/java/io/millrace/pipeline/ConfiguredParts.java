package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageEstimator;
import io.millrace.advantage.Advantages;
import io.millrace.batch.RoundAssembler;
import io.millrace.config.ConfigReader;
import io.millrace.config.LearnerConfig.ExportDtype;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.Datasets;
import io.millrace.learner.Learner;
import io.millrace.learner.djl.DjlLearner;
import io.millrace.learner.djl.LearnerConfig;
import io.millrace.method.autothink.AutoThinkConfig;
import io.millrace.method.autothink.Balance;
import io.millrace.method.autothink.BaseReward;
import io.millrace.method.autothink.LengthShaping;
import io.millrace.method.autothink.Modes;
import io.millrace.method.r3.LengthBonus;
import io.millrace.method.r3.R3Config;
import io.millrace.method.r3.Reflect;
import io.millrace.method.r3.Replay;
import io.millrace.method.r3.ReplayConfig;
import io.millrace.method.r3.StructuralEntropyRanking;
import io.millrace.method.rorecomp.Compensation;
import io.millrace.method.rorecomp.Costs;
import io.millrace.method.rorecomp.RoRecompConfig;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyVersion;
import io.millrace.policy.SamplingPlan;
import io.millrace.policy.Tokenizer;
import io.millrace.policy.djl.Batching;
import io.millrace.policy.djl.DjlEngineConfig;
import io.millrace.policy.djl.DjlPolicyEngine;
import io.millrace.policy.djl.EngineRuntime;
import io.millrace.policy.safetensors.FloatType;
import io.millrace.policy.text.OpenedTokenizer;
import io.millrace.policy.text.Tokenizers;
import io.millrace.reward.BatchReward;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import io.millrace.task.PromptMaker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts that a configuration names. Travels as text, the one form that every configuration has.
 *
 * @param yaml the whole configuration
 * @param policy folder of the policy that the run starts from, complete
 */
public record ConfiguredParts(String yaml, String policy) implements Parts {
    private static final int PREFILL_TOKENS = 4096;
    private static final Duration BLOCK_TIME = Duration.ofMillis(10);

    public ConfiguredParts {
        requireNonNull(yaml, "yaml");
        requireNonNull(policy, "policy");
    }

    /** The parts of a configuration. */
    public static ConfiguredParts of(MillraceConfig config, Path policy) {
        return new ConfiguredParts(config.toYaml(), policy.toAbsolutePath().toString());
    }

    /** The configuration itself. */
    public MillraceConfig config() {
        return ConfigReader.parse(yaml, List.of(), "of the job");
    }

    @Override
    public Dataset prompts() {
        MillraceConfig config = config();
        return Datasets.load(
                        config.data().train(),
                        PromptMaker.Part.TRAIN,
                        config.task().tasks())
                .dataset();
    }

    @Override
    public Tokenizer tokenizer() {
        return OpenedTokenizer.of(Tokenizers.load(Path.of(policy)), config().opening());
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
        EngineRuntime.useThreads(config.policy().threads());
        return DjlPolicyEngine.open(
                new PolicyVersion(0, 0, Path.of(policy), Map.of()), engineConfig(config), System::nanoTime);
    }

    private static DjlEngineConfig engineConfig(MillraceConfig config) {
        PolicyConfig policy = config.policy();
        boolean alone = policy.batching() == PolicyConfig.Batching.GROUP;
        return new DjlEngineConfig(
                alone ? new Batching.Group() : new Batching.Continuous(policy.maxRows()),
                policy.contextTokens() == 0 ? Integer.MAX_VALUE : policy.contextTokens(),
                PREFILL_TOKENS,
                alone ? 4 : 16,
                BLOCK_TIME,
                policy.timeout());
    }

    @Override
    public Grade grade() {
        MillraceConfig config = config();
        Tokenizer tokenizer = tokenizer();
        return new Grade(
                tokenizer, config.task().tasks(), responseRewards(config, tokenizer), groupRewards(config, tokenizer));
    }

    /** AutoThink's is the first, since it says what a response is worth in all before anything is added to it. */
    private static List<ResponseReward> responseRewards(MillraceConfig config, Tokenizer tokenizer) {
        List<ResponseReward> rewards = new ArrayList<>();
        if (config.method().autothink().enabled()) {
            rewards.add(new BaseReward(modes(config, tokenizer)));
        }
        if (config.method().r3().lengthBonus().enabled()) {
            rewards.add(new LengthBonus(config.method().r3().lengthBonus()));
        }
        rewards.addAll(new ListedRewards(config, tokenizer).ofResponses());
        return rewards;
    }

    private static List<GroupReward> groupRewards(MillraceConfig config, Tokenizer tokenizer) {
        List<GroupReward> rewards = new ArrayList<>();
        if (config.method().r3().ranking().enabled()) {
            rewards.add(new StructuralEntropyRanking(config.method().r3().ranking()));
        }
        if (config.method().autothink().enabled()) {
            rewards.add(new LengthShaping(config.method().autothink()));
        }
        rewards.addAll(new ListedRewards(config, tokenizer).ofGroups());
        return rewards;
    }

    private List<BatchReward> batchRewards(MillraceConfig config) {
        AutoThinkConfig autothink = config.method().autothink();
        return autothink.enabled() ? List.of(new Balance(autothink, modes(config, tokenizer()))) : List.of();
    }

    private static Modes modes(MillraceConfig config, Tokenizer tokenizer) {
        return new Modes(tokenizer, config.thinking(), config.method().autothink());
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
                config.task().tasks());
    }

    @Override
    public RoundAssembler assembler() {
        MillraceConfig config = config();
        return new RoundAssembler(estimator(config), config.stream().maxStaleness(), batchRewards(config));
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
                        assembler,
                        config.batch().shards()));
    }

    @Override
    public Learner learner() {
        MillraceConfig config = config();
        EngineRuntime.useThreads(config.policy().threads());
        FloatType export = config.learner().exportDtype() == ExportDtype.BFLOAT16 ? FloatType.BF16 : FloatType.F32;
        return DjlLearner.open(
                Path.of(policy),
                new LearnerConfig(
                        config.loss(), config.optimizer(), config.sampling().temperature(), export),
                System::nanoTime);
    }
}
