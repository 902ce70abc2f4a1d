package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.AdvantageEstimator;
import io.millrace.advantage.Advantages;
import io.millrace.method.GroupFigure;
import io.millrace.method.Method;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodFigure;
import io.millrace.method.MethodSettings;
import io.millrace.method.PracticePrompts;
import io.millrace.method.PretrainContext;
import io.millrace.method.Reflector;
import io.millrace.method.Replayer;
import io.millrace.method.ReportSection;
import io.millrace.method.RunHistory;
import io.millrace.metric.StepFigure;
import io.millrace.ordered.OrderedMap;
import io.millrace.plugin.Problems;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * R3 (arXiv:2601.19620), part by part: each part can be used alone.
 *
 * @param replay cross-context replay: remembered responses join groups that are all incorrect or all correct
 * @param reflection in-context self-reflection: hard queries are sampled again together with a past failure
 * @param ranking structural entropy ranking: the failures of a group without a correct response are ranked
 * @param lengthBonus correct responses earn more the shorter they are
 */
public record R3(ReplayConfig replay, ReflectionConfig reflection, RankingConfig ranking, LengthBonusConfig lengthBonus)
        implements Method {
    private static final String KEY = "method.r3";
    /** Weight of the newest group in the spread that is shown: only the newest group counts. */
    private static final double NO_SMOOTHING = 1;

    public R3 {
        requireNonNull(replay, "replay");
        requireNonNull(reflection, "reflection");
        requireNonNull(ranking, "ranking");
        requireNonNull(lengthBonus, "lengthBonus");
    }

    @Override
    public void check(MethodSettings settings, Problems problems) {
        if (replay.enabled()) {
            replay.check(settings, problems);
            settings.advantage()
                    .requireResponseCredit(
                            KEY + ".replay.enabled", "because memory keeps no per-token rewards", problems);
        }
        settings.requireSampling(KEY + ".reflection.enabled", reflection.enabled(), "false", problems);
        if (reflection.enabled()) {
            reflection.check(settings, problems);
        }
        String added = "because its reward cannot be attributed to individual tokens";
        settings.requireEntropies(KEY + ".ranking.enabled", ranking.enabled(), problems);
        if (ranking.enabled()) {
            settings.advantage().requireResponseCredit(KEY + ".ranking.enabled", added, problems);
        }
        if (lengthBonus.enabled()) {
            settings.advantage().requireResponseCredit(KEY + ".lengthBonus.enabled", added, problems);
        }
    }

    @Override
    public Optional<PracticePrompts> practicePrompts(PretrainContext context) {
        return Optional.of(new FailedAttempts(reflection, context));
    }

    @Override
    public OptionalDouble reflectionShare() {
        return reflection.enabled() ? OptionalDouble.of(reflection.share()) : OptionalDouble.empty();
    }

    @Override
    public List<ResponseReward> responseRewards(MethodContext context) {
        return lengthBonus.enabled() ? List.of(new R3LengthBonus(lengthBonus)) : List.of();
    }

    @Override
    public List<GroupReward> groupRewards(MethodContext context) {
        return ranking.enabled() ? List.of(new StructuralEntropyRanking(ranking)) : List.of();
    }

    @Override
    public List<GroupFigure> figures(MethodContext context) {
        if (!ranking.enabled()) {
            return List.of();
        }
        StructuralEntropyRanking reward = new StructuralEntropyRanking(ranking);
        return List.of(new GroupFigure(RankingFigures.SPREAD, NO_SMOOTHING, group -> reward.spread(group.graded())));
    }

    @Override
    public Optional<Replayer> replayer(MethodContext context) {
        return replay.enabled()
                ? Optional.of(new Replay(replay, context.settings().seed()))
                : Optional.empty();
    }

    @Override
    public Optional<Reflector> reflector(MethodContext context) {
        return reflection.enabled()
                ? Optional.of(new Reflect(
                        reflection, context.tokenizer(), context.settings().seed()))
                : Optional.empty();
    }

    @Override
    public Optional<AdvantageEstimator> estimator(AdvantageConfig config) {
        return replay.enabled()
                ? Optional.of(Advantages.grpo(config, replay.alpha(), replay.lambda()))
                : Optional.empty();
    }

    @Override
    public List<MethodFigure> ownFigures() {
        return RankingFigures.ALL;
    }

    @Override
    public Optional<ReportSection> report(RunHistory run) {
        List<String> lines = new ArrayList<>();
        long replays = (long) run.steps().sum(StepFigure.REPLAYS);
        if (replays > 0) {
            lines.add("replays: %,d remembered responses joined %,d groups, of which %,d still had no learning signal"
                    .formatted(replays, run.groups(), run.zeroAdvantage()));
        }
        if (run.reflectionsSent() > 0) {
            lines.add("reflections: %,d sent, %,d of them sampled and ended"
                    .formatted(run.reflectionsSent(), run.reflectionsEnded()));
        }
        return Optional.of(ReportSection.beside(
                OrderedMap.of(
                        "replays", replays,
                        "reflectionsSent", run.reflectionsSent(),
                        "reflectionsEnded", run.reflectionsEnded()),
                lines));
    }
}
