package io.millrace.loss;

import java.util.List;

/**
 * A policy objective: computes the loss of a token from its importance ratio and advantage.
 *
 * @param name registered in a {@code META-INF/services/io.millrace.loss.Objective}
 */
public record Objective(String name) implements Formula {
    /** The clipped ratio of each token. */
    public static final Objective CLIP = new Objective("clip");

    public Objective {
        FormulaRegistry.check("objective", name, Objective.class);
    }

    /** All registered objectives. */
    public static List<Objective> all() {
        return FormulaRegistry.names(Objective.class).stream()
                .map(Objective::new)
                .toList();
    }
}
