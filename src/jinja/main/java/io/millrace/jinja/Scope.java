package io.millrace.jinja;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables by name; variables of the enclosing scope are visible but never changed. */
final class Scope {
    private final @Nullable Scope around;
    private final RenderBudget budget;
    private final Map<String, Object> variables = new LinkedHashMap<>();

    private Scope(@Nullable Scope around, RenderBudget budget) {
        this.around = around;
        this.budget = requireNonNull(budget, "budget");
    }

    /** The outermost scope of a rendering. */
    static Scope outermost(Map<String, Object> variables) {
        Scope scope = new Scope(null, new RenderBudget());
        scope.variables.putAll(variables);
        return scope;
    }

    Scope inner() {
        return new Scope(this, budget);
    }

    RenderBudget budget() {
        return budget;
    }

    Object get(String name) {
        Object value = variables.get(name);
        if (value != null) {
            return value;
        }
        return around == null ? new Undefined("'%s'".formatted(name)) : around.get(name);
    }

    void set(String name, Object value) {
        variables.put(name, value);
    }
}
