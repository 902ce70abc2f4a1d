package io.millrace.assembly;

import io.millrace.config.MillraceConfig;
import io.millrace.method.r3.LengthBonus;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.plugin.OwnClass;
import io.millrace.reward.ClassConfig;
import io.millrace.reward.Cosine;
import io.millrace.reward.CosineConfig;
import io.millrace.reward.Format;
import io.millrace.reward.FormatConfig;
import io.millrace.reward.GroupReward;
import io.millrace.reward.LengthBonusConfig;
import io.millrace.reward.LengthConfig;
import io.millrace.reward.Overlong;
import io.millrace.reward.OverlongConfig;
import io.millrace.reward.OwnReward;
import io.millrace.reward.RelativeLength;
import io.millrace.reward.Repetition;
import io.millrace.reward.RepetitionConfig;
import io.millrace.reward.ResponseReward;
import io.millrace.reward.RewardConfig;
import io.millrace.token.Tokenizer;
import java.util.List;
import java.util.Optional;

/** The rules of the list {@code rewards}, with their weights and for the responses that they are for. */
final class ListedRewards {
    private final MillraceConfig config;
    private final Tokenizer tokenizer;

    ListedRewards(MillraceConfig config, Tokenizer tokenizer) {
        this.config = config;
        this.tokenizer = tokenizer;
    }

    /** Those that look at one response, in order. */
    List<ResponseReward> ofResponses() {
        return config.rewards().stream()
                .flatMap(reward -> rule(reward).map(rule -> weighted(reward, rule)).stream())
                .toList();
    }

    /** Those that look at a group, in order. */
    List<GroupReward> ofGroups() {
        return config.rewards().stream()
                .filter(LengthConfig.class::isInstance)
                .map(reward -> weighted(reward, new RelativeLength(reward.name())))
                .toList();
    }

    private Optional<ResponseReward> rule(RewardConfig reward) {
        if (reward instanceof LengthBonusConfig bonus) {
            return Optional.of(
                    new LengthBonus(new io.millrace.method.r3.LengthBonusConfig(true, limit(bonus.maxTokens()), 1)));
        }
        if (reward instanceof OverlongConfig overlong) {
            return Optional.of(new Overlong(overlong.name(), limit(overlong.maxTokens()), overlong.buffer()));
        }
        if (reward instanceof CosineConfig cosine) {
            return Optional.of(new Cosine(cosine, limit(cosine.maxTokens())));
        }
        if (reward instanceof RepetitionConfig repetition) {
            return Optional.of(new Repetition(repetition.name(), repetition.ngram()));
        }
        if (reward instanceof FormatConfig format) {
            return Optional.of(new Format(format.name(), tokenizer, config.thinking(), config.opening()));
        }
        if (reward instanceof ClassConfig own) {
            return Optional.of(own(own.name(), OwnClass.of(OwnReward.class, own.implementation())));
        }
        return Optional.empty();
    }

    private int limit(int maxTokens) {
        return maxTokens == 0 ? config.sampling().maxTokens() : maxTokens;
    }

    private ResponseReward own(String name, OwnReward rule) {
        return new Named(
                name,
                (prompt, response) -> rule.value(
                        prompt, response, tokenizer.decode(response.response().tokens())));
    }

    private static ResponseReward weighted(RewardConfig reward, ResponseReward rule) {
        return new Named(
                reward.name(),
                (prompt, response) ->
                        reward.when().holds(response) ? reward.weight() * rule.score(prompt, response) : 0);
    }

    private static GroupReward weighted(RewardConfig reward, GroupReward rule) {
        return new GroupReward() {
            @Override
            public String name() {
                return reward.name();
            }

            @Override
            public double[] score(List<GradedResponse> group) {
                double[] scores = rule.score(group);
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = reward.when().holds(group.get(i)) ? reward.weight() * scores[i] : 0;
                }
                return scores;
            }
        };
    }

    /** What a rule says of a response. */
    @FunctionalInterface
    private interface Rule {
        double score(Prompt prompt, GradedResponse response);
    }

    private record Named(String name, Rule rule) implements ResponseReward {
        @Override
        public double score(Prompt prompt, GradedResponse response) {
            return rule.score(prompt, response);
        }
    }
}
