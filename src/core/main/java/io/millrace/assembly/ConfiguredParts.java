package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageEstimator;
import io.millrace.advantage.Advantages;
import io.millrace.agent.AgentEngine;
import io.millrace.agent.Environments;
import io.millrace.batch.RoundAssembler;
import io.millrace.config.ConfigReader;
import io.millrace.config.LearnerKind;
import io.millrace.config.MillraceConfig;
import io.millrace.curriculum.CurriculumConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.PromptRecords;
import io.millrace.learner.CountingLearner;
import io.millrace.learner.GapLimit;
import io.millrace.learner.Learner;
import io.millrace.method.Composer;
import io.millrace.method.GroupGrading;
import io.millrace.method.Method;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodFigure;
import io.millrace.method.Reviser;
import io.millrace.method.StepLogger;
import io.millrace.ordered.OrderedMap;
import io.millrace.pipeline.Compose;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Remember;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.text.ResponseModes;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a configuration. Serialised as YAML text, which represents every configuration.
 *
 * @param yaml the whole configuration
 * @param policy folder of the policy that the run starts from, complete
 * @param models folders of the models that methods require, by key, if they differ from the configured ones
 * @param measured values measured for methods, by name
 */
public record ConfiguredParts(String yaml, String policy, Map<String, String> models, Map<String, Double> measured)
        implements Parts {
    private static volatile @Nullable Parsed parsed;

    public ConfiguredParts {
        requireNonNull(yaml, "yaml");
        requireNonNull(policy, "policy");
        models = OrderedMap.sortedCopyOf(models);
        measured = OrderedMap.sortedCopyOf(measured);
    }

    /** The parts of a configuration. */
    public static ConfiguredParts of(MillraceConfig config, Path policy) {
        return new ConfiguredParts(config.toYaml(), policy.toAbsolutePath().toString(), Map.of(), Map.of());
    }

    /** These parts with the folders of models, by key. */
    public ConfiguredParts withModels(Map<String, String> folders) {
        return new ConfiguredParts(yaml, policy, folders, measured);
    }

    /** These parts with measured values, by name. */
    public ConfiguredParts withMeasured(Map<String, Double> values) {
        return new ConfiguredParts(yaml, policy, models, values);
    }

    /** These parts with placeholder values for all measurements, to check the parts built from them before measuring. */
    public ConfiguredParts assumingMeasured() {
        MethodContext context = context();
        Map<String, Double> values = new TreeMap<>();
        config().methods().forEach(method -> method.measurement(context).ifPresent(one -> values.put(one.name(), 1.0)));
        return withMeasured(values);
    }

    /** The configuration, parsed once per JVM, since every stage needs it. */
    public MillraceConfig config() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Parsed known = parsed;
        if (known == null || !known.yaml().equals(yaml) || known.loader() != loader) {
            known = new Parsed(yaml, loader, ConfigReader.parse(yaml, List.of(), "of the job"));
            parsed = known;
        }
        return known.config();
    }

    /** A parsed configuration; its extensions are those visible to the class loader. */
    private record Parsed(String yaml, @Nullable ClassLoader loader, MillraceConfig config) {}

    @Override
    public Dataset prompts() {
        return ConfiguredData.training(config()).dataset();
    }

    @Override
    public PromptRecords promptRecords() {
        return ConfiguredData.records(config());
    }

    @Override
    public Optional<CurriculumConfig> curriculum() {
        return Optional.of(config().data().curriculum()).filter(CurriculumConfig::enabled);
    }

    /** The context of the methods. */
    public MethodContext context() {
        return new ConfiguredContext(config(), this);
    }

    @Override
    public Tokenizer tokenizer() {
        return context().tokenizer();
    }

    @Override
    public int promptTokens() {
        return config().data().promptTokens();
    }

    @Override
    public SamplingPlan sampling(Tokenizer tokenizer) {
        return sampling(config(), tokenizer);
    }

    static SamplingPlan sampling(MillraceConfig config, Tokenizer tokenizer) {
        SamplingPlan plan =
                config.sampling().sampling(tokenizer.stopIds(), config.run().seed());
        for (Method method : config.methods()) {
            plan = method.sampling(plan);
        }
        return plan;
    }

    @Override
    public void useDevice(Supplier<List<String>> assigned) {
        config().policy().engine().useDevice(config().policy(), assigned);
    }

    @Override
    public PolicyEngine engine() {
        MillraceConfig config = config();
        return acting(config.policy().engine().open(config, Path.of(policy), this::tokenizer));
    }

    /** A new engine that evaluates versions of the policy beside its training; the caller closes it. */
    public PolicyEngine evaluationEngine() {
        MillraceConfig config = config();
        return acting(config.policy().engine().openEvaluation(config, Path.of(policy), this::tokenizer));
    }

    /** The engine with the configured tools and environments. */
    private PolicyEngine acting(PolicyEngine engine) {
        if (!config().agent().enabled()) {
            return engine;
        }
        try {
            return new AgentEngine(engine, tokenizer(), Environments.open(config().agent(), System::nanoTime));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public Optional<Reviser> reviser(PolicyEngine engine) {
        MethodContext context = context();
        return first(config(), method -> method.reviser(context, engine));
    }

    @Override
    public Grade grade(Map<String, Double> values) {
        MillraceConfig config = config();
        MethodContext context = withMeasured(values).context();
        AddedRewards rewards = new AddedRewards(config, context);
        return new Grade(
                context.tokenizer(),
                config.tasks(),
                rewards.ofResponses(),
                rewards.ofGroups(),
                first(config, Method::grading).orElse(GroupGrading.EACH),
                config.methods().stream()
                        .flatMap(method -> method.figures(context).stream())
                        .toList());
    }

    @Override
    public Remember remember() {
        MillraceConfig config = config();
        MethodContext context = context();
        return new Remember(
                config.methods().stream()
                        .flatMap(method -> method.replayer(context).stream())
                        .toList(),
                config.methods().stream()
                        .flatMap(method -> method.reflector(context).stream())
                        .toList(),
                config.tasks());
    }

    @Override
    public ResponseModes modes() {
        MethodContext context = context();
        return first(config(), method -> method.modes(context)).orElse(ResponseModes.NONE);
    }

    @Override
    public RoundAssembler assembler() {
        MillraceConfig config = config();
        AddedRewards rewards = new AddedRewards(config, assumingMeasured().context());
        AdvantageEstimator estimator = estimator(config);
        for (Method method : config.methods()) {
            estimator = method.decorate(estimator);
        }
        return new RoundAssembler(estimator, config.stream().maxStaleness(), rewards.ofBatches(), rewards.names());
    }

    private static AdvantageEstimator estimator(MillraceConfig config) {
        return first(config, method -> method.estimator(config.advantage()))
                .orElseGet(() -> Advantages.of(config.advantage()));
    }

    @Override
    public Compose compose() {
        MillraceConfig config = config();
        MethodContext context = context();
        return new Compose(
                assembler(),
                first(config, method -> method.composer(context, estimator(config)))
                        .orElse(Composer.WHOLE_ROUND));
    }

    @Override
    public List<MethodFigure> stepFigures() {
        return config().methods().stream()
                .flatMap(method -> method.ownFigures().stream())
                .filter(figure -> figure.of() == MethodFigure.Of.STEPS)
                .toList();
    }

    @Override
    public List<StepLogger> stepLoggers() {
        return config().methods().stream()
                .flatMap(method -> method.stepLoggers().stream())
                .toList();
    }

    /** The part of the first method that provides one. */
    private static <P> Optional<P> first(MillraceConfig config, Function<Method, Optional<P>> part) {
        return config.methods().stream()
                .flatMap(method -> part.apply(method).stream())
                .findFirst();
    }

    @Override
    public GapLimit gapLimit() {
        return new GapLimit(config().policy().gap().limit());
    }

    @Override
    public Learner learner() {
        MillraceConfig config = config();
        if (!config.policy().capabilities().learns()) {
            return new CountingLearner();
        }
        return LearnerKind.present().open(config, Path.of(policy));
    }
}
