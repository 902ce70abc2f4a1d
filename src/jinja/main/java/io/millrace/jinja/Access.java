package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Access to parts of values. */
final class Access {
    private Access() {}

    /** {@code whole.name}. */
    record Attribute(Expression whole, String name) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return attribute(whole.in(scope), name);
        }
    }

    /** {@code whole[key]}. */
    record Item(Expression whole, Expression key) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = whole.in(scope);
            Object at = key.in(scope);
            if (Numbers.isWhole(at) && (value instanceof List<?> || value instanceof String)) {
                return element(value, Numbers.whole(at, "index"), scope.budget());
            }
            if (value instanceof Map<?, ?> map) {
                Object found = map.get(TemplateValues.key(at));
                if (found != null) {
                    return found;
                }
            }
            return attribute(value, TemplateValues.text(at, scope.budget()));
        }
    }

    private static Object element(Object whole, long index, RenderBudget budget) {
        long size = TemplateValues.length(whole, budget);
        long place = index < 0 ? index + size : index;
        if (place < 0 || place >= size) {
            return new Undefined("element %d of %s".formatted(index, TemplateValues.name(whole)));
        }
        return whole instanceof String text
                ? Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) place)))
                : ((List<?>) whole).get((int) place);
    }

    /** {@code whole[from:to:step]}. */
    record Slice(Expression whole, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
            implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = whole.in(scope);
            check(
                    value instanceof String || value instanceof List<?>,
                    "only a list or a string can be sliced, was %s",
                    TemplateValues.name(value));
            long by = bound(step, scope, 1);
            check(by != 0, "step of a slice must not be 0");
            int size = (int) TemplateValues.length(value, scope.budget());
            by = Math.max(-size - 1L, Math.min(size + 1L, by));
            long first = clip(bound(from, scope, by > 0 ? 0 : Long.MAX_VALUE), size, by);
            long last = clip(bound(to, scope, by > 0 ? Long.MAX_VALUE : Long.MIN_VALUE), size, by);
            if (value instanceof String text) {
                scope.budget().read(10L * text.length());
                return scope.budget().made(Strings.slice(text, first, last, by));
            }
            List<Object> taken = new ArrayList<>();
            for (long i = first; by > 0 ? i < last : i > last; i += by) {
                taken.add(((List<?>) value).get((int) i));
            }
            scope.budget().spend(taken.size());
            return Collections.unmodifiableList(taken);
        }

        private static long bound(Optional<Expression> bound, Scope scope, long otherwise) {
            if (bound.isEmpty()) {
                return otherwise;
            }
            Object value = bound.get().in(scope);
            return value == None.NONE ? otherwise : Numbers.whole(value, "bound of a slice");
        }

        /** Clamps an index to a list as Python's slices do. */
        private static long clip(long index, int size, long by) {
            long place = index < 0 ? index + size : index;
            return by > 0 ? Math.max(0, Math.min(size, place)) : Math.max(-1, Math.min(size - 1L, place));
        }
    }

    /** The value under a name in a mapping, a namespace or a loop; undefined if there is none. */
    static Object attribute(Object value, String name) {
        if (value instanceof Undefined undefined) {
            throw new TemplateException("%s is undefined, so it has no %s".formatted(undefined.what(), name));
        }
        Optional<Object> found = Optional.empty();
        if (value instanceof Map<?, ?> map) {
            found = Optional.ofNullable(map.get(name));
        } else if (value instanceof Namespace namespace) {
            found = Optional.ofNullable(namespace.values().get(name));
        } else if (value instanceof Loop loop) {
            found = loop.attribute(name);
        }
        return found.orElseGet(() -> new Undefined("%s of %s".formatted(name, TemplateValues.name(value))));
    }
}
