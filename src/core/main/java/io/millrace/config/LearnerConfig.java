package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;

/**
 * The learner.
 *
 * @param kind who trains: the embedded learner, or an external program that reads the channel of minibatches, acknowledges them and publishes
 *     policy versions (docs/outside-learner.md)
 * @param publishEvery optimizer steps between two published policy versions, at least 1
 * @param exportDtype data type of published weights; training itself is in float32
 * @param versionsKept number of newest policy versions to keep, at least 2: samplers may still be reading the second newest
 */
public record LearnerConfig(Kind kind, int publishEvery, ExportDtype exportDtype, int versionsKept) {
    /** Who trains. */
    public enum Kind {
        /** The embedded learner. */
        EMBEDDED,
        /** A program outside Millrace. */
        OUTSIDE
    }

    /** Number formats. */
    public enum ExportDtype {
        FLOAT32,
        BFLOAT16
    }

    public LearnerConfig {
        requireNonNull(kind, "kind");
        requireNonNull(exportDtype, "exportDtype");
        OptionRules rules = new OptionRules("learner");
        rules.that(publishEvery >= 1, "publishEvery", "must be >= 1, was %d", publishEvery);
        rules.that(versionsKept >= 2, "versionsKept", "must be >= 2, was %d", versionsKept);
        rules.done();
    }

    /** Whether a program outside Millrace trains. */
    public boolean isOutside() {
        return kind == Kind.OUTSIDE;
    }
}
