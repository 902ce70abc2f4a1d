package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.ordered.OrderedMap;
import java.nio.file.Path;
import java.util.Map;

/**
 * One published state of the policy's weights.
 *
 * @param number increases with every publication and never repeats, even after a restore
 * @param step optimizer step of the weights, from 0
 * @param path the Hugging Face folder with config.json and safetensors
 * @param ended visits of each split that had ended when it was published
 */
public record PolicyVersion(long number, long step, Path path, Map<String, Long> ended) {
    public PolicyVersion {
        requireNonNull(path, "path");
        ended = OrderedMap.sortedCopyOf(ended);
        Require.that(number >= 0, "policy version: number must be >= 0, was %d", number);
        Require.that(step >= 0, "policy version %d: step must be >= 0, was %d", number, step);
    }
}
