package io.millrace.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An expression. Immutable. */
interface Expression {
    /** Evaluates it with the variables of a scope. */
    Object evaluate(Scope scope);

    /** Evaluates it as part of another expression or of a tag. */
    default Object in(Scope scope) {
        scope.budget().descend();
        Object value = evaluate(scope);
        scope.budget().ascend();
        return value;
    }

    /** Whether its value is true. */
    default boolean holds(Scope scope) {
        return TemplateValues.isTrue(in(scope));
    }

    /** A literal. */
    record Literal(Object value) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            scope.budget().leaf();
            return value;
        }
    }

    /** A variable. */
    record Variable(String name) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            scope.budget().leaf();
            return scope.get(name);
        }
    }

    /** {@code [a, b]}, or {@code (a, b)}. */
    record ListOf(List<Expression> elements) implements Expression {
        public ListOf {
            elements = List.copyOf(elements);
        }

        @Override
        public Object evaluate(Scope scope) {
            scope.budget().spend(elements.size());
            return Collections.unmodifiableList(values(elements, scope));
        }
    }

    /** {@code {a: b}}. */
    record MappingOf(List<Map.Entry<Expression, Expression>> entries) implements Expression {
        public MappingOf {
            entries = List.copyOf(entries);
        }

        @Override
        public Object evaluate(Scope scope) {
            scope.budget().spend(entries.size());
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Map.Entry<Expression, Expression> entry : entries) {
                map.put(
                        TemplateValues.key(entry.getKey().in(scope)),
                        entry.getValue().in(scope));
            }
            return map;
        }
    }

    /** {@code not a}. */
    record Not(Expression operand) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return !operand.holds(scope);
        }
    }

    /** {@code a and b}: the first false value, or the last. */
    record And(Expression left, Expression right) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = left.in(scope);
            return TemplateValues.isTrue(value) ? right.in(scope) : value;
        }
    }

    /** {@code a or b}: the first true value, or the last. */
    record Or(Expression left, Expression right) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = left.in(scope);
            return TemplateValues.isTrue(value) ? value : right.in(scope);
        }
    }

    /** {@code a + b} and the like. */
    record Binary(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            try {
                return scope.budget().made(operator.apply(left.in(scope), right.in(scope), scope.budget()));
            } catch (ArithmeticException e) {
                throw new TemplateException("result of %s does not fit in 64 bits".formatted(operator.symbol()));
            }
        }
    }

    /**
     * {@code a < b < c}: each operand is compared with the next.
     *
     * @param first the leftmost operand
     * @param rest operators with their right operands
     */
    record Comparison(Expression first, List<Map.Entry<Operator, Expression>> rest) implements Expression {
        public Comparison {
            rest = List.copyOf(rest);
        }

        @Override
        public Object evaluate(Scope scope) {
            Object left = first.in(scope);
            for (Map.Entry<Operator, Expression> next : rest) {
                Object right = next.getValue().in(scope);
                if (!TemplateValues.isTrue(next.getKey().apply(left, right, scope.budget()))) {
                    return false;
                }
                left = right;
            }
            return true;
        }
    }

    /** {@code a if condition else b}. */
    record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return (condition.holds(scope) ? then : otherwise).in(scope);
        }
    }

    /** Evaluates expressions in order. */
    static List<Object> values(List<Expression> expressions, Scope scope) {
        List<Object> values = new ArrayList<>();
        expressions.forEach(expression -> values.add(expression.in(scope)));
        return values;
    }
}
