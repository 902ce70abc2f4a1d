package io.millrace.batch;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageEstimator;
import io.millrace.check.Require;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.Passage;
import io.millrace.model.Response;
import io.millrace.model.SampledGroup;
import io.millrace.model.TrainingRow;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import io.millrace.reward.BatchReward;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Assembles a round from the visits that end together.
 *
 * <p>The visits are sorted by ordinal first, so a round does not depend on the order in which its groups arrived. A group without a
 * verdict ends as UNGRADED; one with a response older than the staleness bound ends as TOO_STALE, whatever the age of the replays
 * in it; every other group is trained on. Batch rewards consider only responses trained on, and no replays: those keep their remembered
 * reward, and were not sampled by the policy that the batch describes.
 */
public final class RoundAssembler {
    private static final Comparator<Passage> IN_ORDER = Comparator.comparing(
                    (Passage p) -> p.visit().split())
            .thenComparing(p -> p.visit().ordinal());

    private final AdvantageEstimator estimator;
    private final int maxStaleness;
    private final BatchRewards rewards;
    private final Map<String, Double> unearned;

    /** Without rewards in addition to the task's. */
    public RoundAssembler(AdvantageEstimator estimator, int maxStaleness) {
        this(estimator, maxStaleness, List.of(), Set.of());
    }

    /**
     * @param estimator turns the rewards of a group into advantages
     * @param maxStaleness maximum number of optimizer steps between sampling and training, at least 0
     * @param rewards added to those of the groups that are trained on, in order, before their advantages are estimated
     * @param components names of rewards that the statistics contain even if no response earned them
     */
    public RoundAssembler(
            AdvantageEstimator estimator, int maxStaleness, List<BatchReward> rewards, Set<String> components) {
        unearned = components.stream().collect(OrderedMap.collector(name -> name, name -> 0.0));
        this.estimator = requireNonNull(estimator, "estimator");
        this.rewards = new BatchRewards(rewards);
        Require.that(maxStaleness >= 0, "assembler: maxStaleness must be >= 0, was %d", maxStaleness);
        this.maxStaleness = maxStaleness;
    }

    /**
     * The round in which these visits end.
     *
     * @param number the number of the round, which is also the number of optimizer steps on fresh visits before it, from 0
     */
    public Round assemble(long number, List<Passage> passages) {
        List<VisitEnd> ends = new ArrayList<>();
        List<GradedGroup> trained = new ArrayList<>();
        int ungraded = 0;
        for (Passage passage : passages.stream().sorted(IN_ORDER).toList()) {
            VisitEnd end = end(passage, number);
            ends.add(end);
            if (passage instanceof GradedGroup group) {
                ungraded += (int) group.responses().stream()
                        .filter(response ->
                                !response.graded() && response.response().origin() != Origin.COPIED)
                        .count();
                if (end.kind() == VisitEnd.Kind.TRAINED) {
                    trained.add(group);
                }
            }
        }
        BatchRewards.Scored scored =
                rewards.add(trained.stream().map(GradedGroup::graded).toList());
        List<List<GradedResponse>> groups = scored.groups();
        List<List<float[]>> advantages = estimator.estimate(groups);
        return new Round(
                number,
                groups,
                rows(trained, advantages),
                scored.added(),
                ends,
                BatchStatistics.of(groups, advantages, ungraded, number)
                        .with(Map.of(), BatchStatistics.replaced(trained))
                        .with(unearned, scored.figures()));
    }

    /** Advantages of parts of groups, each treated as a separate group. */
    public List<List<float[]>> advantages(List<List<GradedResponse>> groups) {
        return estimator.estimate(groups);
    }

    private VisitEnd end(Passage passage, long round) {
        if (passage instanceof VisitEnd end) {
            return end;
        }
        if (passage instanceof SampledGroup group) {
            throw new IllegalArgumentException("group of %s: must be graded before it is composed, was only sampled"
                    .formatted(group.visit().prompt().queryId()));
        }
        GradedGroup group = (GradedGroup) passage;
        List<GradedResponse> graded = group.graded();
        if (graded.isEmpty()) {
            String reason = group.responses().isEmpty()
                    ? "no response"
                    : group.responses().get(0).verdict().reason();
            return new VisitEnd(group.visit(), VisitEnd.Kind.UNGRADED, reason, 0, 0, group.policy());
        }
        long oldest = graded.stream()
                .filter(g -> g.response().origin() != Origin.REPLAYED)
                .mapToLong(g -> g.response().oldestStep())
                .min()
                .orElse(round);
        if (round - oldest > maxStaleness) {
            return end(
                    group,
                    VisitEnd.Kind.TOO_STALE,
                    "sampled at step %d, due at step %d: staleness must be <= %d"
                            .formatted(oldest, round, maxStaleness));
        }
        return end(group, VisitEnd.Kind.TRAINED, "");
    }

    private static VisitEnd end(GradedGroup group, VisitEnd.Kind kind, String detail) {
        List<GradedResponse> sampled = group.graded().stream()
                .filter(g -> g.response().origin() == Origin.SAMPLED)
                .toList();
        int correct = (int) sampled.stream().filter(GradedResponse::correct).count();
        return new VisitEnd(group.visit(), kind, detail, sampled.size(), correct, group.policy());
    }

    private static List<List<TrainingRow>> rows(List<GradedGroup> groups, List<List<float[]>> advantages) {
        List<List<TrainingRow>> rows = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            GradedGroup group = groups.get(g);
            List<GradedResponse> graded = group.graded();
            List<TrainingRow> own = new ArrayList<>();
            for (int i = 0; i < graded.size(); i++) {
                own.add(row(group, graded.get(i).response(), advantages.get(g).get(i)));
            }
            rows.add(own);
        }
        return rows;
    }

    private static TrainingRow row(GradedGroup group, Response response, float... advantages) {
        return new TrainingRow(
                group.visit().prompt().queryId(),
                group.visit().visit(),
                response.sample(),
                response.oldestStep(),
                group.prompt(),
                response.tokens(),
                response.logProbs(),
                advantages,
                response.origin(),
                response.roles());
    }
}
