package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;

/**
 * The learner.
 *
 * @param publishEvery optimizer steps between two published policy versions, at least 1
 * @param exportDtype number format of published weights; training itself is in float32
 * @param versionsKept number of newest policy versions to keep, at least 2: samplers may still be reading the second newest
 */
public record LearnerConfig(int publishEvery, ExportDtype exportDtype, int versionsKept) {
    /** Number formats. */
    public enum ExportDtype {
        FLOAT32,
        BFLOAT16
    }

    public LearnerConfig {
        requireNonNull(exportDtype, "exportDtype");
        OptionRules rules = new OptionRules("learner");
        rules.that(publishEvery >= 1, "publishEvery", "must be >= 1, was %d", publishEvery);
        rules.that(versionsKept >= 2, "versionsKept", "must be >= 2, was %d", versionsKept);
        rules.done();
    }
}
