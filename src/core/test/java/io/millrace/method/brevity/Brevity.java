package io.millrace.method.brevity;

import io.millrace.advantage.AdvantageEstimator;
import io.millrace.batch.Round;
import io.millrace.check.Require;
import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.ReplayBuffer;
import io.millrace.memory.Trajectory;
import io.millrace.method.Composer;
import io.millrace.method.GroupFigure;
import io.millrace.method.Method;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodFigure;
import io.millrace.method.MethodSettings;
import io.millrace.method.Replayer;
import io.millrace.method.ReportSection;
import io.millrace.method.RunHistory;
import io.millrace.method.StepLogger;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Mean;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.TrainingRow;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;
import io.millrace.reward.BatchReward;
import io.millrace.reward.GroupReward;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Brevity: the shortest response of a group earns more, the shortest remembered one joins it, and short responses are trained on
 * in a separate step.
 *
 * @param enabled whether it is used
 * @param weight the weight of the reward, above 0
 * @param tokens maximum length of a short response, in tokens, at least 1
 */
public record Brevity(
        @Default("false") boolean enabled,
        @Default("0.25") double weight,
        @Default("8") int tokens) implements Method {
    private static final MethodFigure SHORTEST = new MethodFigure(
            MethodFigure.Of.GROUPS, "brevity_shortest", "tokens", "length of the shortest response of a group", "is 1");
    private static final MethodFigure SHARE = new MethodFigure(
            MethodFigure.Of.STEPS, "brevity_share", "0..1", "share of short responses in a batch", "falls");

    public Brevity {
        Require.that(weight > 0, "brevity: weight must be > 0, was %s", weight);
        Require.that(tokens >= 1, "brevity: tokens must be >= 1, was %d", tokens);
    }

    @Override
    public void check(MethodSettings settings, Problems problems) {
        if (enabled && tokens > settings.maxTokens()) {
            problems.report(
                    "method.brevity.tokens",
                    "must be <= sampling.maxTokens (%d), was %d",
                    settings.maxTokens(),
                    tokens);
        }
    }

    @Override
    public List<GroupReward> groupRewards(MethodContext context) {
        return enabled ? List.of(new Shortest()) : List.of();
    }

    @Override
    public List<GroupFigure> figures(MethodContext context) {
        return enabled
                ? List.of(new GroupFigure(SHORTEST, 1, group -> OptionalDouble.of(shortest(group.responses()))))
                : List.of();
    }

    @Override
    public List<MethodFigure> ownFigures() {
        return List.of(SHORTEST, SHARE);
    }

    @Override
    public List<BatchReward> batchRewards(MethodContext context) {
        return enabled ? List.of(new ShareOfShort()) : List.of();
    }

    @Override
    public Optional<ReportSection> report(RunHistory run) {
        double share = run.steps().meanOverResponses(SHARE);
        List<String> lines =
                share > 0 ? List.of("brevity: %.0f %% of the responses were short".formatted(100 * share)) : List.of();
        return Optional.of(new ReportSection("brevity", Map.of("share", share), lines));
    }

    @Override
    public Optional<Replayer> replayer(MethodContext context) {
        return enabled ? Optional.of(new ShortestJoins()) : Optional.empty();
    }

    @Override
    public Optional<Composer> composer(MethodContext context, AdvantageEstimator estimator) {
        return enabled ? Optional.of(this::split) : Optional.empty();
    }

    @Override
    public List<StepLogger> stepLoggers() {
        return enabled ? List.of(figures -> Optional.of("brevity: a step")) : List.of();
    }

    private List<Minibatch> split(int shard, long sequence, Round round, ReplayBuffer<TrainingRow> leftovers) {
        List<TrainingRow> brief = round.allRows().stream()
                .filter(row -> row.response().size() <= tokens)
                .toList();
        List<TrainingRow> rest = round.allRows().stream()
                .filter(row -> row.response().size() > tokens)
                .toList();
        return List.of(
                new Minibatch(
                        shard,
                        sequence,
                        round.number(),
                        false,
                        Minibatch.Kind.PRIORITY,
                        brief,
                        round.ends(),
                        round.statistics(),
                        0),
                new Minibatch(
                        shard,
                        sequence + 1,
                        round.number(),
                        true,
                        Minibatch.Kind.COMPENSATION,
                        rest,
                        List.of(),
                        GroupStatistics.NONE,
                        0));
    }

    private static int shortest(List<GradedResponse> group) {
        return group.stream().mapToInt(r -> r.response().length()).min().orElse(0);
    }

    private final class Shortest implements GroupReward {
        @Override
        public String name() {
            return "brevity.shortest";
        }

        @Override
        public double[] score(List<GradedResponse> group) {
            int shortest = shortest(group);
            return group.stream()
                    .mapToDouble(r -> r.response().length() == shortest ? weight : 0)
                    .toArray();
        }
    }

    /** Gives no reward, but reports the share of short responses. */
    private final class ShareOfShort implements BatchReward {
        @Override
        public String name() {
            return "brevity.share";
        }

        @Override
        public Scores score(List<List<GradedResponse>> groups) {
            List<GradedResponse> all = groups.stream().flatMap(List::stream).toList();
            long brief =
                    all.stream().filter(r -> r.response().length() <= tokens).count();
            return new Scores(
                    groups.stream().map(group -> new double[group.size()]).toList(),
                    Map.of(SHARE.key(), new Mean(brief, all.size())));
        }
    }

    private static final class ShortestJoins implements Replayer {
        @Override
        public int maxReplays() {
            return 1;
        }

        @Override
        public boolean wanted(GradedGroup group) {
            return true;
        }

        @Override
        public List<IndexEntry> candidates(GradedGroup group, MemoryIndex before) {
            return before.correct().stream()
                    .sorted(Comparator.comparingInt(IndexEntry::tokens).thenComparingLong(IndexEntry::number))
                    .toList();
        }

        @Override
        public GradedResponse replayed(Trajectory trajectory, int sample, PromptKind context) {
            return new GradedResponse(
                    trajectory.response().response().with(sample, Origin.REPLAYED),
                    trajectory.response().verdict(),
                    trajectory.response().rewards());
        }
    }
}
