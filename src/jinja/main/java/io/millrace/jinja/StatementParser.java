package io.millrace.jinja;

import io.millrace.jinja.Expression.ListOf;
import io.millrace.jinja.Statement.Body;
import io.millrace.jinja.Statement.Flow;
import io.millrace.jinja.TemplateToken.Kind;
import io.millrace.ordered.OrderedSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses a template. */
final class StatementParser {
    private static final int DEPTH = 50;

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private int loops;
    private int depth;

    private StatementParser(List<TemplateToken> all, Set<String> functions) {
        tokens = new Tokens(all);
        Set<String> callables = new LinkedHashSet<>(functions);
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i - 1).name("macro")) {
                callables.add(all.get(i).text());
            }
        }
        expressions = new ExpressionParser(tokens, callables);
    }

    /**
     * Parses the statements of a template.
     *
     * @param functions names of the functions that it can call
     */
    static Body parse(String source, Set<String> functions) {
        StatementParser parser = new StatementParser(TemplateLexer.tokens(source), functions);
        Body body = parser.body(Set.of());
        if (!parser.tokens.peek().is(Kind.END)) {
            throw parser.tokens.unexpected("the end of the template");
        }
        return body;
    }

    /** Parses statements up to a tag with one of the given names; the name is then the next token. */
    private Body body(Set<String> ends) {
        TemplatePosition began = tokens.peek().place();
        if (++depth > DEPTH) {
            throw new TemplateException(began, "tags must be nested at most %d deep, were deeper".formatted(DEPTH));
        }
        List<Statement> statements = new ArrayList<>();
        while (true) {
            TemplateToken token = tokens.next();
            switch (token.kind()) {
                case TEXT -> statements.add(new Statement.Text(token.text()));
                case OUTPUT_BEGIN -> statements.add(new Statement.Tag(token.place(), output()));
                case TAG_BEGIN -> {
                    if (ends.contains(tokens.peek().text())) {
                        depth--;
                        return new Body(statements);
                    }
                    statements.add(new Statement.Tag(token.place(), tag()));
                }
                default -> {
                    if (!ends.isEmpty()) {
                        throw new TemplateException(
                                began,
                                "is not closed: a tag %s is missing".formatted(String.join(" or ", sorted(ends))));
                    }
                    return new Body(statements);
                }
            }
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private Statement output() {
        Expression value = expressions.expression();
        tokens.expect(Kind.OUTPUT_END, "}}");
        return new Statement.Output(value);
    }

    private Statement tag() {
        TemplateToken name = tokens.expect(Kind.NAME, "the name of a tag");
        return switch (name.text()) {
            case "if" -> condition();
            case "for" -> loop();
            case "set" -> assignment();
            case "macro" -> macro();
            case "generation" -> {
                end();
                Body body = body(Set.of("endgeneration"));
                endOf();
                yield body;
            }
            case "break" -> jump(name, Flow.BREAK);
            case "continue" -> jump(name, Flow.CONTINUE);
            default -> throw new TemplateException(name.place(), "tag %s is not supported".formatted(name.text()));
        };
    }

    private Statement jump(TemplateToken name, Flow flow) {
        if (loops == 0) {
            throw new TemplateException(name.place(), "%s is outside a loop".formatted(name.text()));
        }
        end();
        return new Statement.Jump(flow);
    }

    private void end() {
        tokens.expect(Kind.TAG_END, "%}");
    }

    /** Consumes the name of an end tag and the end of the tag. */
    private String endOf() {
        String name = tokens.next().text();
        end();
        return name;
    }

    private Statement condition() {
        List<Statement.Branch> branches = new ArrayList<>();
        do {
            Expression condition = expressions.expression();
            end();
            branches.add(new Statement.Branch(condition, body(OrderedSet.of("elif", "else", "endif"))));
        } while (tokens.acceptName("elif"));
        boolean otherwise = endOf().equals("else");
        return new Statement.If(branches, otherwise ? rest("endif") : new Body(List.of()));
    }

    private Body rest(String endTag) {
        Body body = body(Set.of(endTag));
        endOf();
        return body;
    }

    private Statement loop() {
        List<String> names = names();
        if (!tokens.acceptName("in")) {
            throw tokens.unexpected("in");
        }
        Expression elements = expressions.withoutCondition();
        Optional<Expression> condition =
                tokens.acceptName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        if (tokens.peek().name("recursive")) {
            throw new TemplateException(tokens.peek().place(), "recursive loops are not supported");
        }
        end();
        loops++;
        Body body = body(OrderedSet.of("else", "endfor"));
        loops--;
        boolean otherwise = endOf().equals("else");
        return new Statement.For(names, elements, condition, body, otherwise ? rest("endfor") : new Body(List.of()));
    }

    /** Comma-separated names, with or without parentheses. */
    private List<String> names() {
        boolean enclosed = tokens.accept("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.expect(Kind.NAME, "a name").text());
        } while (tokens.accept(","));
        if (enclosed) {
            tokens.expect(")");
        }
        return names;
    }

    private Statement assignment() {
        List<String> names = names();
        if (names.size() == 1 && tokens.accept(".")) {
            String attribute = tokens.expect(Kind.NAME, "a name").text();
            tokens.expect("=");
            return new Statement.AttributeAssignment(names.get(0), attribute, value());
        }
        if (names.size() == 1 && tokens.peek().is(Kind.TAG_END)) {
            end();
            return new Statement.Capture(names.get(0), rest("endset"));
        }
        tokens.expect("=");
        return new Statement.Assignment(names, value());
    }

    /** The value of an assignment and the end of its tag; comma-separated values are a list. */
    private Expression value() {
        Expression first = expressions.expression();
        List<Expression> all = new ArrayList<>(List.of(first));
        while (tokens.accept(",")) {
            all.add(expressions.expression());
        }
        end();
        return all.size() == 1 ? first : new ListOf(all);
    }

    private Statement macro() {
        String name = tokens.expect(Kind.NAME, "a name").text();
        List<Macro.Parameter> parameters = new ArrayList<>();
        tokens.expect("(");
        while (!tokens.accept(")")) {
            String parameter = tokens.expect(Kind.NAME, "a name").text();
            Optional<Expression> otherwise =
                    tokens.accept("=") ? Optional.of(expressions.expression()) : Optional.empty();
            parameters.add(new Macro.Parameter(parameter, otherwise));
            if (!tokens.peek().operator(")")) {
                tokens.expect(",");
            }
        }
        end();
        int outside = loops;
        loops = 0;
        Body body = rest("endmacro");
        loops = outside;
        return new Macro(name, parameters, body);
    }
}
