package io.millrace.loss;

import java.util.List;

/**
 * An estimator of {@code KL(now || reference)} from one sampled token.
 *
 * @param name registered in a {@code kl.txt}
 */
public record Kl(String name) implements Formula {
    /** Schulman's K3, at least 0. */
    public static final Kl K3 = new Kl("k3");

    private static final String REGISTRY = "kl.txt";

    public Kl {
        FormulaRegistry.check("kl", name, REGISTRY);
    }

    /** All that are registered. */
    public static List<Kl> all() {
        return FormulaRegistry.names(REGISTRY).stream().map(Kl::new).toList();
    }
}
