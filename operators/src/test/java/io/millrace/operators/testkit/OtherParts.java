package io.millrace.operators.testkit;

import io.millrace.assembly.Parts;
import io.millrace.method.rearl.Revise;
import io.millrace.pipeline.Grade;
import io.millrace.policy.PolicyEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The parts of another, with an engine and a threshold of the test's. */
public final class OtherParts implements ForwardingParts {
    private static final long serialVersionUID = 1;

    private final Parts parts;
    private final transient PolicyEngine engine;
    private final transient OptionalDouble threshold;
    private final transient List<OptionalDouble> used = new ArrayList<>();

    public OtherParts(Parts parts, PolicyEngine engine, OptionalDouble threshold) {
        this.parts = parts;
        this.engine = engine;
        this.threshold = threshold;
    }

    @Override
    public Parts parts() {
        return parts;
    }

    /** The thresholds that grades were asked for with. */
    public List<OptionalDouble> used() {
        return List.copyOf(used);
    }

    @Override
    public PolicyEngine engine() {
        return engine;
    }

    @Override
    public Optional<Revise> revise(PolicyEngine shared) {
        return parts.revise(shared);
    }

    @Override
    public OptionalDouble measuredThreshold() {
        return threshold;
    }

    @Override
    public Grade grade(OptionalDouble measured) {
        used.add(measured);
        return parts.grade();
    }
}
