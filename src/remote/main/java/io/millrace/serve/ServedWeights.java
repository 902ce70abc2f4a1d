package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.VersionSpan;
import io.millrace.policy.PolicyEngine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of an engine, and the labels that clients give them. Versions are numbered in the order in which they were loaded, from
 * 0. Thread-safe.
 */
public final class ServedWeights {
    /** The label of weights that have none. */
    public static final String DEFAULT_LABEL = "default";

    /** Labels kept, more than versions that a response in progress can span. */
    private static final int LABELS = 256;

    private final PolicyEngine engine;
    private final Map<Long, String> labels = new LinkedHashMap<>();
    private volatile Current current;

    private record Current(long number, Path folder) {}

    ServedWeights(PolicyEngine engine, Path folder) {
        this.engine = requireNonNull(engine, "engine");
        current = new Current(0, folder);
        labels.put(0L, DEFAULT_LABEL);
    }

    /** The number of the current version. */
    long number() {
        return current.number();
    }

    /** The folder of the current version. */
    public Path folder() {
        return current.folder();
    }

    /** The label of the current version. */
    public String label() {
        return label(current.number());
    }

    private String label(long number) {
        synchronized (labels) {
            return labels.getOrDefault(number, DEFAULT_LABEL);
        }
    }

    /** The label of the version that sampled a part of a response. */
    public String label(VersionSpan span) {
        return label(span.version());
    }

    /** Labels the current version. */
    public void setLabel(String label) {
        synchronized (labels) {
            labels.put(current.number(), label);
        }
    }

    /**
     * Loads the weights of a folder.
     *
     * @param label their label; empty to keep the current one
     * @throws PolicyException if they cannot be used; the current ones stay
     */
    synchronized void load(Path folder, Optional<String> label) {
        long number = current.number() + 1;
        synchronized (labels) {
            labels.put(number, label.orElse(label(current.number())));
            labels.remove(number - LABELS);
        }
        engine.load(new PolicyVersion(number, 0, folder, Map.of()));
        current = new Current(number, folder);
    }
}
