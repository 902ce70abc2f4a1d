package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls of functions, methods, filters and tests. */
final class Call {
    private Call() {}

    /**
     * The argument expressions of a call.
     *
     * @param positional positional arguments, in order
     * @param named named arguments by name, in order
     */
    record CallArguments(List<Expression> positional, Map<String, Expression> named) {
        static final CallArguments NONE = new CallArguments(List.of(), Map.of());

        CallArguments {
            positional = List.copyOf(positional);
            named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
        }

        Arguments evaluate(String callee, Scope scope) {
            Map<String, Object> byName = new LinkedHashMap<>();
            named.forEach((name, value) -> byName.put(name, value.in(scope)));
            return new Arguments(callee, Expression.values(positional, scope), byName, scope.budget());
        }
    }

    /** {@code name(arguments)}: a function, or a macro. */
    record OfFunction(String name, CallArguments arguments) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object called = scope.get(name);
            check(
                    called instanceof Callable,
                    "%s must be a function or a macro, was %s",
                    name,
                    TemplateValues.name(called));
            return scope.budget().made(((Callable) called).call(arguments.evaluate(name, scope), scope));
        }
    }

    /** {@code target.name(arguments)}. */
    record OfMethod(Expression target, String name, CallArguments arguments) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = target.in(scope);
            return scope.budget().made(Methods.call(value, name, arguments.evaluate(name, scope)));
        }
    }

    /** {@code value | name(arguments)}. */
    record OfFilter(Expression value, String name, CallArguments arguments) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object input = value.in(scope);
            return Filters.apply(name, input, arguments.evaluate(name, scope));
        }
    }

    /** {@code value is name(arguments)}. */
    record OfTest(Expression value, String name, CallArguments arguments) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return Tests.holds(name, value.in(scope), arguments.evaluate(name, scope));
        }
    }
}
