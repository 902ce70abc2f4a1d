package io.millrace.advantage;

import io.millrace.plugin.Extension;

/**
 * An estimator that {@code advantage.estimator} names, with its options: a record that is registered in a file
 * {@code META-INF/services/io.millrace.advantage.EstimatorType}.
 */
public interface EstimatorType extends Extension {
    /** Creates the estimator with these options. */
    AdvantageEstimator create(AdvantageConfig config);

    /**
     * Whether it compares responses across the whole minibatch instead of within groups, so that a step can have only one part.
     */
    default boolean comparesAcrossGroups() {
        return false;
    }

    /** Minimum group size for meaningful advantages. */
    default int smallestGroup() {
        return 1;
    }
}
