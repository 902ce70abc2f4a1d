package io.millrace.jinja;

import static java.util.Objects.requireNonNull;

import io.millrace.jinja.Expression.Literal;
import io.millrace.jinja.Expression.Not;
import io.millrace.jinja.Expression.Variable;
import io.millrace.jinja.TemplateToken.Kind;
import io.millrace.ordered.OrderedSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the postfix operators of a value: attributes, subscripts, calls, filters and tests. Rejects unknown functions, methods,
 * filters and tests.
 */
final class PostfixParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Set<String> callables;

    PostfixParser(Tokens tokens, ExpressionParser expressions, Set<String> callables) {
        this.tokens = requireNonNull(tokens, "tokens");
        this.expressions = requireNonNull(expressions, "expressions");
        this.callables = OrderedSet.copyOf(callables);
    }

    /** A value with its attributes, subscripts and calls. */
    Expression postfixed(Expression value) {
        Expression whole = value;
        while (true) {
            TemplateToken at = tokens.peek();
            if (tokens.accept(".")) {
                TemplateToken name = tokens.next();
                whole = switch (name.kind()) {
                    case NAME -> new Access.Attribute(whole, name.text());
                    case INTEGER -> new Access.Item(whole, new Literal(Long.parseLong(name.text())));
                    default -> throw new TemplateException(name.place(), "must be a name, was %s".formatted(name));
                };
            } else if (tokens.accept("[")) {
                whole = subscript(whole);
            } else if (tokens.accept("(")) {
                whole = call(whole, at.place());
            } else {
                return whole;
            }
        }
    }

    /** A value with its filters and tests. */
    Expression filtered(Expression value) {
        Expression result = value;
        while (true) {
            if (tokens.accept("|")) {
                result = filter(result);
            } else if (tokens.acceptName("is")) {
                result = test(result);
            } else {
                return result;
            }
        }
    }

    private Expression subscript(Expression whole) {
        Optional<Expression> first = bound();
        if (first.isPresent() && tokens.accept("]")) {
            return new Access.Item(whole, first.get());
        }
        tokens.expect(":");
        Optional<Expression> to = bound();
        Optional<Expression> step = tokens.accept(":") ? bound() : Optional.empty();
        tokens.expect("]");
        return new Access.Slice(whole, first, to, step);
    }

    private Optional<Expression> bound() {
        boolean none = tokens.peek().operator(":") || tokens.peek().operator("]");
        return none ? Optional.empty() : Optional.of(expressions.expression());
    }

    private Expression call(Expression called, TemplatePosition place) {
        if (called instanceof Variable variable) {
            requireKnown(callables.contains(variable.name()), place, "function", variable.name());
            return new Call.OfFunction(variable.name(), arguments());
        }
        if (called instanceof Access.Attribute method) {
            requireKnown(Methods.knows(method.name()), place, "method", method.name());
            return new Call.OfMethod(method.whole(), method.name(), arguments());
        }
        throw new TemplateException(place, "only functions, macros and methods can be called, and only by name");
    }

    private static void requireKnown(boolean known, TemplatePosition place, String kind, String name) {
        if (!known) {
            throw new TemplateException(place, "%s %s is not supported".formatted(kind, name));
        }
    }

    private Expression filter(Expression value) {
        TemplateToken name = tokens.expect(Kind.NAME, "a filter");
        requireKnown(Filters.knows(name.text()), name.place(), "filter", name.text());
        return new Call.OfFilter(value, name.text(), tokens.accept("(") ? arguments() : Call.CallArguments.NONE);
    }

    private Expression test(Expression value) {
        boolean negated = tokens.acceptName("not");
        TemplateToken name = tokens.expect(Kind.NAME, "a test");
        requireKnown(Tests.knows(name.text()), name.place(), "test", name.text());
        Call.CallArguments arguments = Call.CallArguments.NONE;
        if (tokens.accept("(")) {
            arguments = arguments();
        } else if (Tests.takesArgument(name.text())) {
            arguments = new Call.CallArguments(List.of(expressions.primary()), Map.of());
        }
        Expression test = new Call.OfTest(value, name.text(), arguments);
        return negated ? new Not(test) : test;
    }

    /** Arguments after an opening parenthesis. */
    private Call.CallArguments arguments() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tokens.accept(")")) {
            if (tokens.peek().operator("*") || tokens.peek().operator("**")) {
                throw new TemplateException(tokens.peek().place(), "arguments with * or ** are not supported");
            }
            if (tokens.peek().is(Kind.NAME) && tokens.second().operator("=")) {
                String name = tokens.next().text();
                tokens.next();
                named.put(name, expressions.expression());
            } else {
                positional.add(expressions.expression());
            }
            if (!tokens.peek().operator(")")) {
                tokens.expect(",");
            }
        }
        return new Call.CallArguments(positional, named);
    }
}
