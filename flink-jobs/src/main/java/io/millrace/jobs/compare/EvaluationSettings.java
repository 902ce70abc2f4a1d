package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.config.TaskConfig;
import io.millrace.dataset.DatasetConfig;
import io.millrace.text.ThinkingConfig;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a configuration that a measurement depends on, except the weights: policies evaluated with equal settings
 * can be compared, and have the same figures before training. The run's seed is not part of them: all runs are evaluated
 * with the seed of the first one.
 *
 * @param trained whether the prompts are the training prompts instead of the held-out ones
 * @param prompts source of the prompts
 * @param task the task, which defines correctness and difficulty
 * @param policy the starting policy and the engine
 * @param opening text that every prompt ends with
 * @param thinking settings for finding the thinking and counting its reflection marks
 * @param temperature sampling temperature of the responses
 * @param maxTokens maximum length of a response, in tokens
 */
record EvaluationSettings(
        boolean trained,
        DatasetConfig prompts,
        TaskConfig task,
        PolicyConfig policy,
        String opening,
        ThinkingConfig thinking,
        double temperature,
        int maxTokens) {
    private static final String START = "before training";

    EvaluationSettings {
        requireNonNull(prompts, "prompts");
        requireNonNull(task, "task");
        requireNonNull(policy, "policy");
        requireNonNull(opening, "opening");
        requireNonNull(thinking, "thinking");
    }

    /** The evaluation settings of a configuration. */
    static EvaluationSettings of(MillraceConfig config, boolean trained) {
        return new EvaluationSettings(
                trained,
                trained ? config.data().train() : config.data().eval(),
                config.task(),
                config.policy(),
                config.opening(),
                config.thinking(),
                config.evaluation().temperature(),
                config.sampling().maxTokens());
    }

    /**
     * The configurations of variants that differ in these settings, by the names of their rows.
     *
     * @param variants configurations by name, in order
     * @param trained whether they are also measured on the training prompts
     */
    static Map<String, MillraceConfig> starts(Map<String, MillraceConfig> variants, boolean trained) {
        Map<String, MillraceConfig> starts = new LinkedHashMap<>();
        Set<List<EvaluationSettings>> known = new LinkedHashSet<>();
        variants.forEach((variant, config) -> {
            if (known.add(List.of(of(config, false), of(config, trained)))) {
                String opening = config.opening().strip().replaceAll("\\s+", " ");
                String name = opening.isEmpty() ? START : START + ", " + opening;
                starts.put(starts.containsKey(name) ? name + ", as " + variant : name, config);
            }
        });
        return starts;
    }
}
