package io.millrace.operators.testkit;

import io.millrace.assembly.Parts;
import io.millrace.method.Reviser;
import io.millrace.pipeline.Grade;
import io.millrace.policy.PolicyEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Other parts with the test's engine and measured values. */
public final class OtherParts implements ForwardingParts {
    private static final long serialVersionUID = 1;

    private final Parts parts;
    private final transient PolicyEngine engine;
    private final transient Map<String, Double> measured;
    private final transient List<Map<String, Double>> used = new ArrayList<>();

    public OtherParts(Parts parts, PolicyEngine engine, Map<String, Double> measured) {
        this.parts = parts;
        this.engine = engine;
        this.measured = measured;
    }

    @Override
    public Parts parts() {
        return parts;
    }

    /** The values that grading was requested with. */
    public List<Map<String, Double>> used() {
        return List.copyOf(used);
    }

    @Override
    public PolicyEngine engine() {
        return engine;
    }

    @Override
    public Optional<Reviser> reviser(PolicyEngine shared) {
        return parts.reviser(shared);
    }

    @Override
    public Map<String, Double> measured() {
        return measured;
    }

    @Override
    public Grade grade(Map<String, Double> values) {
        used.add(values);
        return parts.grade();
    }
}
