package io.millrace.assembly;

import io.millrace.config.MillraceConfig;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.reward.BatchReward;
import io.millrace.reward.GroupReward;
import io.millrace.reward.ResponseReward;
import io.millrace.reward.RewardConfig;
import io.millrace.reward.RewardContext;
import io.millrace.reward.RewardRule;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of the list {@code rewards}, with their weights, each restricted to the responses that it applies to. */
final class ListedRewards {
    private final List<Map.Entry<RewardConfig, RewardRule>> rules;

    ListedRewards(MillraceConfig config, Tokenizer tokenizer) {
        RewardContext context = new RewardContext(config.rewardSettings(), tokenizer);
        rules = config.rewards().stream()
                .map(reward -> Map.entry(reward, reward.type().create(context)))
                .toList();
    }

    /** Rules for single responses, in order. */
    List<ResponseReward> ofResponses() {
        return rules.stream()
                .filter(listed -> listed.getValue() instanceof ResponseReward)
                .<ResponseReward>map(listed -> new OfResponse(listed.getKey(), (ResponseReward) listed.getValue()))
                .toList();
    }

    /** Rules for groups, in order. */
    List<GroupReward> ofGroups() {
        return rules.stream()
                .filter(listed -> listed.getValue() instanceof GroupReward)
                .<GroupReward>map(listed -> new OfGroup(listed.getKey(), (GroupReward) listed.getValue()))
                .toList();
    }

    /** Rules for all groups of a batch, in order. */
    List<BatchReward> ofBatches() {
        return rules.stream()
                .filter(listed -> listed.getValue() instanceof BatchReward)
                .<BatchReward>map(listed -> new OfBatch(listed.getKey(), (BatchReward) listed.getValue()))
                .toList();
    }

    private static double weighted(RewardConfig reward, GradedResponse response, double value) {
        return reward.when().holds(response) ? reward.weight() * value : 0;
    }

    /** The caller checks the number of scores; scores without a response are left unchanged. */
    private static double[] weighted(RewardConfig reward, List<GradedResponse> group, double... scores) {
        double[] weighted = scores.clone();
        for (int i = 0; i < Math.min(scores.length, group.size()); i++) {
            weighted[i] = weighted(reward, group.get(i), scores[i]);
        }
        return weighted;
    }

    private record OfResponse(RewardConfig reward, ResponseReward rule) implements ResponseReward {
        @Override
        public String name() {
            return reward.name();
        }

        @Override
        public double score(Prompt prompt, GradedResponse response) {
            return reward.when().holds(response) ? reward.weight() * rule.score(prompt, response) : 0;
        }
    }

    private record OfGroup(RewardConfig reward, GroupReward rule) implements GroupReward {
        @Override
        public String name() {
            return reward.name();
        }

        @Override
        public double[] score(List<GradedResponse> group) {
            return weighted(reward, group, rule.score(group));
        }
    }

    private record OfBatch(RewardConfig reward, BatchReward rule) implements BatchReward {
        @Override
        public String name() {
            return reward.name();
        }

        @Override
        public Scores score(List<List<GradedResponse>> groups) {
            Scores scores = rule.score(groups);
            List<double[]> rewards = scores.rewards();
            if (rewards.size() != groups.size()) {
                return scores; // The caller rejects it.
            }
            List<double[]> weighted = new ArrayList<>();
            for (int g = 0; g < groups.size(); g++) {
                weighted.add(weighted(reward, groups.get(g), rewards.get(g)));
            }
            return new Scores(weighted, scores.figures());
        }
    }
}
