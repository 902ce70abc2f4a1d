package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.dataset.DatasetConfig;
import io.millrace.dataset.DecontaminationConfig;

/**
 * The prompts.
 *
 * @param train prompts to learn from
 * @param eval held-out prompts to measure on
 * @param decontaminate prompts to measure on that are kept out of training
 */
public record DataConfig(DatasetConfig train, DatasetConfig eval, DecontaminationConfig decontaminate) {
    public DataConfig {
        requireNonNull(train, "train");
        requireNonNull(eval, "eval");
        requireNonNull(decontaminate, "decontaminate");
    }
}
