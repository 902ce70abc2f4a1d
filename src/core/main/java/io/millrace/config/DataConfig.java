package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.curriculum.CurriculumConfig;
import io.millrace.dataset.DatasetConfig;
import io.millrace.dataset.DecontaminationConfig;

/**
 * The prompts.
 *
 * @param train prompts to learn from
 * @param eval held-out prompts to measure on
 * @param decontaminate prompts to measure on that are kept out of training
 * @param maxPromptTokens length of a training prompt at most, in tokens, by the chat template and with what it ends with; 0 sets no
 *     limit but the context
 * @param unfit what becomes of prompts that are too long, or of which the chat template or the vocabulary makes none: drop lists
 *     them among the dead letters and ends each of their visits untrained, refuse does not start the run
 * @param curriculum which training prompts are visited more often than others
 */
public record DataConfig(
        DatasetConfig train,
        DatasetConfig eval,
        DecontaminationConfig decontaminate,
        int maxPromptTokens,
        Unfit unfit,
        CurriculumConfig curriculum) {
    /** What becomes of prompts that do not do. */
    public enum Unfit {
        DROP,
        REFUSE
    }

    public DataConfig {
        requireNonNull(train, "train");
        requireNonNull(eval, "eval");
        requireNonNull(decontaminate, "decontaminate");
        requireNonNull(unfit, "unfit");
        requireNonNull(curriculum, "curriculum");
        OptionRules rules = new OptionRules("data");
        rules.that(maxPromptTokens >= 0, "maxPromptTokens", "must be >= 0, was %d", maxPromptTokens);
        rules.done();
    }

    /** Length of a training prompt at most, in tokens. */
    public int promptTokens() {
        return maxPromptTokens == 0 ? Integer.MAX_VALUE : maxPromptTokens;
    }
}
