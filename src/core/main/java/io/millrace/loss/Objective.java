package io.millrace.loss;

import java.util.List;

/**
 * A policy objective: how the importance ratio and the advantage of a token become its loss.
 *
 * @param name registered in a {@code META-INF/services/io.millrace.loss.Objective}
 */
public record Objective(String name) implements Formula {
    /** The clipped ratio of each token. */
    public static final Objective CLIP = new Objective("clip");

    public Objective {
        FormulaRegistry.check("objective", name, Objective.class);
    }

    /** All that are registered. */
    public static List<Objective> all() {
        return FormulaRegistry.names(Objective.class).stream()
                .map(Objective::new)
                .toList();
    }
}
