package io.millrace.method;

import io.millrace.dataset.Dataset;
import io.millrace.policy.PolicyEngine;

/** A value that is measured once per run, on the initial policy, before the job starts. */
public interface Measurement {
    /** Name of the value, unique among all methods; also that of its file in the run's folder. */
    String name();

    /**
     * Takes the measurement.
     *
     * @param engine runs the initial policy
     * @param prompts training prompts
     * @param maxConcurrent maximum number of concurrent requests, at least 1
     * @return finite
     * @throws IllegalArgumentException if no value can be derived from the policy's responses
     */
    double measure(PolicyEngine engine, Dataset prompts, int maxConcurrent);

    /** One line for the user, with the value. */
    String report(double value);
}
