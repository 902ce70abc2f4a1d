package io.millrace.assembly;

import io.millrace.pipeline.Grade;
import java.io.Serializable;
import java.util.Map;

/** Parts of the grading stage. */
public interface GradingParts extends Serializable {
    /** Values measured for methods before the job started, by name. */
    default Map<String, Double> measured() {
        return Map.of();
    }

    /**
     * Creates the grading function.
     *
     * @param values measured for the methods: {@link #measured}, or those of the checkpoint that the job is restored from
     */
    Grade grade(Map<String, Double> values);

    /** Creates the grading function with the {@link #measured} values. */
    default Grade grade() {
        return grade(measured());
    }
}
