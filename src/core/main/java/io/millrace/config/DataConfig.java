package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.curriculum.CurriculumConfig;
import io.millrace.dataset.DatasetConfig;
import io.millrace.dataset.DecontaminationConfig;
import io.millrace.dataset.PromptStreamConfig;

/**
 * The prompts.
 *
 * @param train prompts to learn from
 * @param eval held-out prompts for evaluation
 * @param decontaminate evaluation prompts that are excluded from training
 * @param maxPromptTokens maximum length of a training prompt, in tokens, including the chat template and the prompt's ending; 0
 *     sets no limit other than the context
 * @param unfit handling of prompts that are too long or cannot be encoded with the chat template and the vocabulary: drop writes
 *     them to the dead letters and ends each of their visits without training on it, refuse does not start the run
 * @param curriculum preference for training prompts by pass rate
 * @param stream training prompts that arrive in a channel
 */
public record DataConfig(
        DatasetConfig train,
        DatasetConfig eval,
        DecontaminationConfig decontaminate,
        int maxPromptTokens,
        Unfit unfit,
        CurriculumConfig curriculum,
        PromptStreamConfig stream) {
    /** Handling of unusable prompts. */
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
        requireNonNull(stream, "stream");
        OptionRules rules = new OptionRules("data");
        rules.that(maxPromptTokens >= 0, "maxPromptTokens", "must be >= 0, was %d", maxPromptTokens);
        rules.that(
                !stream.enabled() || !curriculum.enabled(),
                "curriculum.enabled",
                "must be false with data.stream.from, since prompts that arrive cannot be chosen, was true");
        rules.done();
    }

    /** Maximum length of a training prompt, in tokens. */
    public int promptTokens() {
        return maxPromptTokens == 0 ? Integer.MAX_VALUE : maxPromptTokens;
    }
}
