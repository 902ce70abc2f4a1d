package io.millrace.loss;

import java.util.List;

/**
 * A policy objective: how the importance ratio and the advantage of a token become its loss.
 *
 * @param name registered in an {@code objectives.txt}
 */
public record Objective(String name) implements Formula {
    /** The clipped ratio of each token. */
    public static final Objective CLIP = new Objective("clip");

    private static final String REGISTRY = "objectives.txt";

    public Objective {
        FormulaRegistry.check("objective", name, REGISTRY);
    }

    /** All that are registered. */
    public static List<Objective> all() {
        return FormulaRegistry.names(REGISTRY).stream().map(Objective::new).toList();
    }
}
