package io.millrace.loss;

import java.util.List;

/**
 * An estimator of {@code KL(now || reference)} from one sampled token.
 *
 * @param name registered in a {@code META-INF/services/io.millrace.loss.Kl}
 */
public record Kl(String name) implements Formula {
    /** Schulman's K3, at least 0. */
    public static final Kl K3 = new Kl("k3");

    public Kl {
        FormulaRegistry.check("kl", name, Kl.class);
    }

    /** All registered estimators. */
    public static List<Kl> all() {
        return FormulaRegistry.names(Kl.class).stream().map(Kl::new).toList();
    }
}
