package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageEstimator;
import io.millrace.check.OptionRules;
import io.millrace.method.GroupFigure;
import io.millrace.method.GroupGrading;
import io.millrace.method.Measurement;
import io.millrace.method.Method;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodFigure;
import io.millrace.method.MethodSettings;
import io.millrace.method.ModelExamples;
import io.millrace.method.PretrainContext;
import io.millrace.method.RequiredModel;
import io.millrace.method.Reviser;
import io.millrace.model.PolicyException;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;
import io.millrace.plugin.TypeName;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.PolicyEngine;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import io.millrace.text.ReflectionMarks;
import io.millrace.token.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * REA-RL (arXiv:2505.19862): revised samples, and rewards for length and reflection.
 *
 * @param enabled whether it is used
 * @param revise revisions of sampled responses
 * @param lengthReward weight of the refined length reward, at least 0; 0 turns it off
 * @param reflectionReward reward for thinking that reflects on itself
 */
@TypeName("rearl")
public record ReaRl(
        @Default("false") boolean enabled,
        ReviseConfig revise,
        @Default("1.0") double lengthReward,
        ReflectionRewardConfig reflectionReward)
        implements Method {
    private static final String KEY = "method.rearl";
    private static final String MODEL = KEY + ".revise.model";
    /** Weight of the newest group in the displayed density. */
    private static final double DENSITY_SMOOTHING = 0.05;

    private static final double NO_SMOOTHING = 1;

    public ReaRl {
        requireNonNull(revise, "revise");
        requireNonNull(reflectionReward, "reflectionReward");
        OptionRules rules = new OptionRules("rearl");
        rules.that(
                lengthReward >= 0 && Double.isFinite(lengthReward),
                "lengthReward",
                "must be >= 0 and finite, was %s",
                lengthReward);
        rules.done();
    }

    /** Whether responses are revised. */
    public boolean revises() {
        return enabled && revise.enabled();
    }

    /** Whether shorter correct responses earn more. */
    public boolean rewardsLength() {
        return enabled && lengthReward > 0;
    }

    /** Whether reflection is rewarded. */
    public boolean rewardsReflection() {
        return enabled && reflectionReward.weight() > 0;
    }

    /** Whether the reflection density of the base model must be measured. */
    public boolean measures() {
        return rewardsReflection() && reflectionReward.fixed().isEmpty();
    }

    @Override
    public void check(MethodSettings settings, Problems problems) {
        if (!enabled) {
            return;
        }
        settings.requireSampling(KEY + ".revise.enabled", revises(), "false", problems);
        settings.requireSampling(KEY + ".reflectionReward.threshold", measures(), "a number", problems);
        EngineCapabilities engine = settings.engine().capabilities();
        if (revises() && !asksAnotherModel() && !engine.scores() && !engine.replays()) {
            problems.report(
                    MODEL,
                    "must be given with policy.engine %s, which cannot score given tokens",
                    settings.engine().name());
        }
        boolean rewards = rewardsLength() || rewardsReflection();
        if (!revises() && !rewards) {
            problems.report(
                    KEY,
                    "has no effect: turn on revise.enabled, or set lengthReward or reflectionReward.weight above 0");
        }
        if (rewards) {
            settings.advantage()
                    .requireResponseCredit(
                            KEY + ".enabled", "because its reward cannot be attributed to individual tokens", problems);
        }
        if (revises()) {
            revise.check(settings.thinking(), problems);
        }
    }

    @Override
    public List<RequiredModel> models() {
        return asksAnotherModel() ? List.of(new RequiredModel(MODEL, revise.model())) : List.of();
    }

    @Override
    public void checkTokenizers(MethodContext context) {
        if (!revises()) {
            return;
        }
        try {
            new ReflectionPrompt(revise, context.modelTokenizer(modelKey()));
            Tokenizer writer = context.tokenizer();
            writer.requireKnown("ending", writer.encode(revise.ending()));
        } catch (IllegalArgumentException | PolicyException e) {
            throw new IllegalArgumentException("revise: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<ModelExamples> modelExamples(PretrainContext context) {
        return Optional.of(new ReflectionExamples(revise, context));
    }

    @Override
    public List<String> modelSymbols() {
        return List.of(revise.think(), revise.result());
    }

    @Override
    public Optional<Measurement> measurement(MethodContext context) {
        return measures() ? Optional.of(new BaseReflection(context, reflectionReward.samples())) : Optional.empty();
    }

    @Override
    public Optional<Reviser> reviser(MethodContext context, PolicyEngine engine) {
        if (!revises()) {
            return Optional.empty();
        }
        boolean another = asksAnotherModel();
        Tokenizer modelTokenizer = context.modelTokenizer(modelKey());
        PolicyEngine judge = another ? context.modelEngine(MODEL) : engine;
        try {
            ReflectionModel model = new EngineReflectionModel(revise, modelTokenizer, judge, another);
            return Optional.of(
                    new Revise(revise, context.tokenizer(), context.thoughts(), model, engine, context.sampling()));
        } catch (RuntimeException e) {
            if (another) {
                judge.close();
            }
            throw e;
        }
    }

    @Override
    public Optional<GroupGrading> grading() {
        return revises() ? Optional.of(new Revisions()) : Optional.empty();
    }

    @Override
    public List<ResponseReward> responseRewards(MethodContext context) {
        return rewardsReflection() ? List.of(reflectionReward(context)) : List.of();
    }

    @Override
    public List<GroupReward> groupRewards(MethodContext context) {
        return rewardsLength() ? List.of(new RefinedLength(lengthReward)) : List.of();
    }

    @Override
    public List<GroupFigure> figures(MethodContext context) {
        if (!rewardsReflection()) {
            return List.of();
        }
        ReflectionReward reward = reflectionReward(context);
        OptionalDouble threshold = context.measured(BaseReflection.NAME);
        return List.of(
                new GroupFigure(ReflectionFigures.DENSITY, DENSITY_SMOOTHING, reward::density),
                new GroupFigure(ReflectionFigures.THRESHOLD, NO_SMOOTHING, group -> threshold));
    }

    @Override
    public List<MethodFigure> ownFigures() {
        return ReflectionFigures.ALL;
    }

    @Override
    public AdvantageEstimator decorate(AdvantageEstimator estimator) {
        return revises() ? new AllIncorrectMask(estimator) : estimator;
    }

    private ReflectionReward reflectionReward(MethodContext context) {
        OptionalDouble fixed = reflectionReward.fixed();
        double threshold = (fixed.isPresent() ? fixed : context.measured(BaseReflection.NAME))
                .orElseThrow(() -> new IllegalStateException(
                        "method.rearl.reflectionReward.threshold: was not measured before the job started"));
        return new ReflectionReward(
                reflectionReward.weight(),
                threshold,
                context.thoughts(),
                new ReflectionMarks(context.settings().thinking()));
    }

    private boolean asksAnotherModel() {
        return revises() && !revise.model().isEmpty();
    }

    private String modelKey() {
        return asksAnotherModel() ? MODEL : "";
    }
}
