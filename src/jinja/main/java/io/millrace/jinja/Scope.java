package io.millrace.jinja;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables by name; those of the scope around it are seen, but never changed. */
final class Scope {
    private final @Nullable Scope around;
    private final Budget budget;
    private final Map<String, Object> variables = new LinkedHashMap<>();

    private Scope(@Nullable Scope around, Budget budget) {
        this.around = around;
        this.budget = requireNonNull(budget, "budget");
    }

    /** The outermost scope of a rendering. */
    static Scope outermost(Map<String, Object> variables) {
        Scope scope = new Scope(null, new Budget());
        scope.variables.putAll(variables);
        return scope;
    }

    Scope inner() {
        return new Scope(this, budget);
    }

    Budget budget() {
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
