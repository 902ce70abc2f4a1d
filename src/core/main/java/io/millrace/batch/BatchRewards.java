package io.millrace.batch;

import io.millrace.check.Require;
import io.millrace.model.GradedResponse;
import io.millrace.model.Mean;
import io.millrace.model.Origin;
import io.millrace.model.Rewards;
import io.millrace.reward.BatchReward;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds the rewards that consider a whole batch. Replays are neither passed to them nor changed by them. */
final class BatchRewards {
    private final List<BatchReward> rewards;

    /**
     * @param rewards each sees the rewards added by those before it
     */
    BatchRewards(List<BatchReward> rewards) {
        this.rewards = List.copyOf(rewards);
    }

    /**
     * A batch with its rewards.
     *
     * @param groups the groups with the added rewards, in the same order
     * @param added what the rules added to each response of each group, by name; nothing for replays
     * @param figures reported by the rules
     */
    record Scored(
            List<List<GradedResponse>> groups, List<List<Map<String, Double>>> added, Map<String, Mean> figures) {}

    Scored add(List<List<GradedResponse>> groups) {
        List<List<GradedResponse>> scored = groups;
        List<List<Map<String, Double>>> added =
                groups.stream().map(BatchRewards::nothing).toList();
        Map<String, Mean> figures = new LinkedHashMap<>();
        for (BatchReward reward : rewards) {
            List<List<GradedResponse>> fresh = scored.stream()
                    .map(group -> group.stream().filter(BatchRewards::fresh).toList())
                    .toList();
            BatchReward.Scores scores = reward.score(fresh);
            Require.that(
                    scores.rewards().size() == groups.size(),
                    "%s: must have scores for each of %d groups, had %d",
                    reward.name(),
                    groups.size(),
                    scores.rewards().size());
            List<List<GradedResponse>> next = new ArrayList<>();
            for (int g = 0; g < scored.size(); g++) {
                next.add(plus(
                        scored.get(g),
                        added.get(g),
                        reward.name(),
                        scores.rewards().get(g)));
            }
            scored = next;
            scores.figures().forEach((name, mean) -> figures.merge(name, mean, Mean::plus));
        }
        return new Scored(scored, added, figures);
    }

    private static boolean fresh(GradedResponse response) {
        return response.response().origin() != Origin.REPLAYED;
    }

    private static List<Map<String, Double>> nothing(List<GradedResponse> group) {
        return group.stream()
                .<Map<String, Double>>map(response -> new LinkedHashMap<>())
                .toList();
    }

    private static List<GradedResponse> plus(
            List<GradedResponse> group, List<Map<String, Double>> added, String name, double... scores) {
        long fresh = group.stream().filter(BatchRewards::fresh).count();
        Require.that(
                scores.length == fresh,
                "%s: must have a score for each of %d responses, had %d",
                name,
                fresh,
                scores.length);
        List<GradedResponse> all = new ArrayList<>();
        int next = 0;
        for (GradedResponse response : group) {
            double score = fresh(response) ? scores[next++] : 0;
            if (fresh(response)) {
                added.get(all.size()).merge(name, score, Double::sum);
            }
            all.add(score == 0 ? response : plus(response, name, score));
        }
        return all;
    }

    private static GradedResponse plus(GradedResponse response, String name, double score) {
        Rewards rewards = response.rewards().plus(name, score);
        Require.that(Double.isFinite(rewards.total()), "%s: reward must be finite, was %s", name, rewards.total());
        return new GradedResponse(response.response(), response.verdict(), rewards);
    }
}
