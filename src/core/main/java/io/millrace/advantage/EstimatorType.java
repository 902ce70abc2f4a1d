package io.millrace.advantage;

import io.millrace.plugin.Extension;

/**
 * An estimator that {@code advantage.estimator} names, with its options: a record that is named in a file {@code
 * META-INF/services/io.millrace.advantage.EstimatorType}.
 */
public interface EstimatorType extends Extension {
    /** Makes the estimator with these options. */
    AdvantageEstimator create(AdvantageConfig config);

    /** Whether it compares over the whole minibatch, not within groups, so that a step has one part only. */
    default boolean comparesAcrossGroups() {
        return false;
    }

    /** Size of a group at least, for the advantages to mean anything. */
    default int smallestGroup() {
        return 1;
    }
}
