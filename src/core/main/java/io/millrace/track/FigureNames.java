package io.millrace.track;

import io.millrace.learner.StepCodec;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import io.millrace.ordered.OrderedMap;
import java.util.Map;
import java.util.TreeMap;

/** Names of figures as other trainers log them, so that existing dashboards can be used. Figures that they lack keep their names. */
public enum FigureNames {
    /** The names in the channel of steps. */
    MILLRACE(Map.of(), StepCodec.REWARD, ""),
    /** verl's names. */
    VERL(
            OrderedMap.ofEntries(
                    name(Metric.REWARD, "critic/rewards/mean"),
                    name(Metric.ACCURACY, "critic/score/mean"),
                    name(Metric.RESPONSE_TOKENS, "response_length/mean"),
                    name(StepFigure.TRUNCATED, "response_length/clip_ratio"),
                    name(Metric.LOSS, "actor/pg_loss"),
                    name(Metric.ENTROPY, "actor/entropy"),
                    name(Metric.KL, "actor/kl_loss"),
                    name(Metric.CLIP_SHARE, "actor/pg_clipfrac"),
                    name(Metric.GRADIENT_NORM, "actor/grad_norm"),
                    name(StepFigure.LEARNING_RATE, "actor/lr"),
                    name(StepFigure.TRAIN_SECONDS, "timing_s/update_actor"),
                    name(StepFigure.UPDATES, "training/global_step")),
            "critic/rewards/",
            "/mean"),
    /** The names of TRL's GRPOTrainer. */
    TRL(
            OrderedMap.ofEntries(
                    name(Metric.REWARD, "reward"),
                    name(Metric.RESPONSE_TOKENS, "completions/mean_length"),
                    name(StepFigure.TRUNCATED, "completions/clipped_ratio"),
                    name(Metric.ZERO_ADVANTAGE, "frac_reward_zero_std"),
                    name(Metric.LOSS, "loss"),
                    name(Metric.ENTROPY, "entropy"),
                    name(Metric.KL, "kl"),
                    name(Metric.CLIP_SHARE, "clip_ratio/region_mean"),
                    name(Metric.GRADIENT_NORM, "grad_norm"),
                    name(StepFigure.LEARNING_RATE, "learning_rate"),
                    name(StepFigure.SAMPLED_TOKENS, "num_tokens"),
                    name(Metric.LOG_PROB_GAP, "sampling/sampling_logp_difference/mean")),
            "rewards/",
            "/mean"),
    /** prime-rl's names. */
    PRIME_RL(
            OrderedMap.ofEntries(
                    name(Metric.REWARD, "reward/all/mean"),
                    name(Metric.RESPONSE_TOKENS, "decode_len/all/mean"),
                    name(StepFigure.TRUNCATED, "is_truncated/all/mean"),
                    name(Metric.SOLVE_ALL, "solve_all/all"),
                    name(Metric.SOLVE_NONE, "solve_none/all"),
                    name(StepFigure.SAMPLED_TOKENS, "progress/total_tokens"),
                    name(StepFigure.RESPONSES, "progress/samples"),
                    name(StepFigure.GROUPS, "progress/problems")),
            "metrics/all/",
            "");

    private final Map<String, String> names;
    private final String rewardPrefix;
    private final String rewardSuffix;

    FigureNames(Map<String, String> names, String rewardPrefix, String rewardSuffix) {
        this.names = names;
        this.rewardPrefix = rewardPrefix;
        this.rewardSuffix = rewardSuffix;
    }

    private static Map.Entry<String, String> name(Figure figure, String name) {
        return Map.entry(figure.key(), name);
    }

    /** The figures under these names. */
    Map<String, Double> of(Map<String, Double> figures) {
        Map<String, Double> named = new TreeMap<>();
        figures.forEach((key, value) -> named.put(name(key), value));
        return named;
    }

    private String name(String key) {
        return key.startsWith(StepCodec.REWARD)
                ? rewardPrefix + key.substring(StepCodec.REWARD.length()) + rewardSuffix
                : names.getOrDefault(key, key);
    }
}
