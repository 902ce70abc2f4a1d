package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.dataset.DatasetConfig;

/**
 * The prompts.
 *
 * @param train prompts to learn from
 * @param eval held-out prompts to measure on
 */
public record DataConfig(DatasetConfig train, DatasetConfig eval) {
    public DataConfig {
        requireNonNull(train, "train");
        requireNonNull(eval, "eval");
    }
}
