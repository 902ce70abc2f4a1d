package io.millrace.jinja;

import io.millrace.jinja.Expression.And;
import io.millrace.jinja.Expression.Binary;
import io.millrace.jinja.Expression.Comparison;
import io.millrace.jinja.Expression.Conditional;
import io.millrace.jinja.Expression.ListOf;
import io.millrace.jinja.Expression.Literal;
import io.millrace.jinja.Expression.MappingOf;
import io.millrace.jinja.Expression.Not;
import io.millrace.jinja.Expression.Or;
import io.millrace.jinja.Expression.Variable;
import io.millrace.jinja.TemplateToken.Kind;
import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Parses expressions, by precedence from the lowest:
 *
 * <pre>
 *   a if b else c    or    and    not    == != < <= > >= in    + -    ~    * / // %    unary - +    | is . [] ()
 * </pre>
 */
final class ExpressionParser {
    private static final int DEPTH = 100;
    private static final Expression NOTHING = new Literal(new Undefined("an if without else"));
    private static final Map<String, Object> CONSTANTS = OrderedMap.ofEntries(
            Map.entry("true", true),
            Map.entry("True", true),
            Map.entry("false", false),
            Map.entry("False", false),
            Map.entry("none", None.NONE),
            Map.entry("None", None.NONE));
    private static final List<Operator> COMPARISONS = List.of(
            Operator.EQUAL,
            Operator.NOT_EQUAL,
            Operator.LESS_THAN,
            Operator.AT_MOST,
            Operator.GREATER_THAN,
            Operator.AT_LEAST);

    private final Tokens tokens;
    private final PostfixParser postfix;
    private int depth;

    /** @param callables names of the functions and macros that can be called */
    ExpressionParser(Tokens tokens, Set<String> callables) {
        this.tokens = tokens;
        postfix = new PostfixParser(tokens, this, callables);
    }

    Expression expression() {
        if (++depth > DEPTH) {
            throw new TemplateException(
                    tokens.peek().place(), "expressions must be nested at most %d deep, were deeper".formatted(DEPTH));
        }
        Expression value = withoutCondition();
        while (tokens.acceptName("if")) {
            Expression condition = withoutCondition();
            Expression otherwise = tokens.acceptName("else") ? expression() : NOTHING;
            value = new Conditional(condition, value, otherwise);
        }
        depth--;
        return value;
    }

    /** An expression that may be followed by an {@code if} that is not part of it. */
    Expression withoutCondition() {
        Expression left = and();
        while (tokens.acceptName("or")) {
            left = new Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.acceptName("and")) {
            left = new And(left, not());
        }
        return left;
    }

    private Expression not() {
        int times = 0;
        while (tokens.acceptName("not")) {
            times++;
        }
        Expression value = comparison();
        for (int i = 0; i < times; i++) {
            value = new Not(value);
        }
        return value;
    }

    private Expression comparison() {
        Expression first = sum();
        List<Map.Entry<Operator, Expression>> rest = new ArrayList<>();
        for (Optional<Operator> next = comparisonOperator(); next.isPresent(); next = comparisonOperator()) {
            rest.add(Map.entry(next.get(), sum()));
        }
        return rest.isEmpty() ? first : new Comparison(first, rest);
    }

    private Optional<Operator> comparisonOperator() {
        if (tokens.acceptName("in")) {
            return Optional.of(Operator.IN);
        }
        if (tokens.peek().name("not") && tokens.second().name("in")) {
            tokens.next();
            tokens.next();
            return Optional.of(Operator.NOT_IN);
        }
        return accept(COMPARISONS);
    }

    private Expression sum() {
        return chain(List.of(Operator.ADD, Operator.SUBTRACT), this::joined);
    }

    private Expression joined() {
        return chain(List.of(Operator.CONCATENATE), this::product);
    }

    private Expression product() {
        return chain(
                List.of(Operator.MULTIPLY, Operator.DIVIDE, Operator.FLOOR_DIVIDE, Operator.REMAINDER),
                () -> postfix.filtered(unary()));
    }

    private Expression chain(List<Operator> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        for (Optional<Operator> next = accept(operators); next.isPresent(); next = accept(operators)) {
            left = new Binary(next.get(), left, operand.get());
        }
        if (tokens.peek().operator("**")) {
            throw new TemplateException(tokens.peek().place(), "operator ** is not supported");
        }
        return left;
    }

    private Optional<Operator> accept(List<Operator> operators) {
        return operators.stream().filter(o -> tokens.accept(o.symbol())).findFirst();
    }

    private Expression unary() {
        boolean negative = false;
        boolean signed = false;
        while (tokens.peek().operator("-") || tokens.peek().operator("+")) {
            negative ^= tokens.next().operator("-");
            signed = true;
        }
        Expression value = primary();
        Operator sign = negative ? Operator.SUBTRACT : Operator.ADD;
        return signed ? new Binary(sign, new Literal(0L), value) : value;
    }

    /** An unsigned value with its postfix operators {@code .}, {@code []} and {@code ()}. */
    Expression primary() {
        return postfix.postfixed(atom());
    }

    private Expression atom() {
        TemplateToken token = tokens.peek();
        return switch (token.kind()) {
            case NAME -> {
                tokens.next();
                Object constant = CONSTANTS.get(token.text());
                yield constant == null ? new Variable(token.text()) : new Literal(constant);
            }
            case STRING -> strings();
            case INTEGER -> new Literal(Long.parseLong(tokens.next().text()));
            case FLOAT -> new Literal(Double.parseDouble(tokens.next().text()));
            case OPERATOR -> bracketed();
            default -> throw tokens.unexpected("an expression");
        };
    }

    /** Adjacent strings are concatenated. */
    private Expression strings() {
        StringBuilder text = new StringBuilder();
        while (tokens.peek().is(Kind.STRING)) {
            text.append(tokens.next().text());
        }
        return new Literal(text.toString());
    }

    private Expression bracketed() {
        if (tokens.accept("[")) {
            return new ListOf(elements("]", new ArrayList<>()));
        }
        if (tokens.accept("{")) {
            return mapping();
        }
        if (!tokens.accept("(")) {
            throw tokens.unexpected("an expression");
        }
        if (tokens.accept(")")) {
            return new ListOf(List.of());
        }
        Expression first = expression();
        if (tokens.accept(")")) {
            return first;
        }
        tokens.expect(",");
        return new ListOf(elements(")", new ArrayList<>(List.of(first))));
    }

    private List<Expression> elements(String close, List<Expression> elements) {
        while (!tokens.accept(close)) {
            elements.add(expression());
            if (!tokens.peek().operator(close)) {
                tokens.expect(",");
            }
        }
        return elements;
    }

    private Expression mapping() {
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        while (!tokens.accept("}")) {
            Expression key = expression();
            tokens.expect(":");
            entries.add(Map.entry(key, expression()));
            if (!tokens.peek().operator("}")) {
                tokens.expect(",");
            }
        }
        return new MappingOf(entries);
    }
}
