package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement that renders text. Immutable. */
interface Statement {
    /** Where rendering continues. */
    enum Flow {
        /** With the next statement. */
        NEXT,
        /** After the innermost loop. */
        BREAK,
        /** With the next iteration of the innermost loop. */
        CONTINUE
    }

    /** Appends its output to a text. */
    Flow render(Scope scope, StringBuilder text);

    /** Literal text. */
    record Text(String text) implements Statement {
        @Override
        public Flow render(Scope scope, StringBuilder into) {
            into.append(text);
            scope.budget().read(text.length());
            RenderBudget.checkLength(into.length());
            return Flow.NEXT;
        }
    }

    /** {@code {{ value }}}. */
    record Output(Expression value) implements Statement {
        @Override
        public Flow render(Scope scope, StringBuilder text) {
            String shown = TemplateValues.text(value.in(scope), scope.budget());
            RenderBudget.checkLength((long) text.length() + shown.length());
            text.append(shown);
            scope.budget().read(shown.length());
            return Flow.NEXT;
        }
    }

    /** A statement in a tag; adds the tag's position to its errors. */
    record Tag(TemplatePosition place, Statement statement) implements Statement {
        @Override
        public Flow render(Scope scope, StringBuilder text) {
            try {
                scope.budget().spend(1);
                scope.budget().descend();
                Flow flow = statement.render(scope, text);
                scope.budget().ascend();
                return flow;
            } catch (TemplateException e) {
                throw e.at(place);
            }
        }
    }

    /** A sequence of statements. */
    record Body(List<Statement> statements) implements Statement {
        public Body {
            statements = List.copyOf(statements);
        }

        @Override
        public Flow render(Scope scope, StringBuilder text) {
            for (Statement statement : statements) {
                Flow flow = statement.render(scope, text);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        }
    }

    /** {@code {% break %}} or {@code {% continue %}}. */
    record Jump(Flow flow) implements Statement {
        @Override
        public Flow render(Scope scope, StringBuilder text) {
            return flow;
        }
    }

    /** A condition, and the body that is rendered if it holds. */
    record Branch(Expression condition, Body then) {}

    /** {@code {% if condition %} then {% elif condition %} then {% else %} otherwise {% endif %}}. */
    record If(List<Branch> branches, Body otherwise) implements Statement {
        public If {
            branches = List.copyOf(branches);
        }

        @Override
        public Flow render(Scope scope, StringBuilder text) {
            for (Branch branch : branches) {
                if (branch.condition().holds(scope)) {
                    return branch.then().render(scope, text);
                }
            }
            return otherwise.render(scope, text);
        }
    }

    /**
     * {@code {% for names in elements if condition %} body {% else %} otherwise {% endfor %}}. Variables set in the
     * body are dropped after each iteration.
     */
    record For(List<String> names, Expression elements, Optional<Expression> condition, Body body, Body otherwise)
            implements Statement {
        public For {
            names = List.copyOf(names);
        }

        @Override
        public Flow render(Scope scope, StringBuilder text) {
            List<Object> chosen = chosen(scope);
            for (int i = 0; i < chosen.size(); i++) {
                Scope round = scope.inner();
                round.set("loop", new Loop(chosen, i));
                assign(names, chosen.get(i), round);
                scope.budget().spend(1);
                if (body.render(round, text) == Flow.BREAK) {
                    return Flow.NEXT;
                }
            }
            return chosen.isEmpty() ? otherwise.render(scope.inner(), text) : Flow.NEXT;
        }

        private List<Object> chosen(Scope scope) {
            List<Object> all = TemplateValues.elements(elements.in(scope), scope.budget());
            if (condition.isEmpty()) {
                return all;
            }
            List<Object> chosen = new ArrayList<>();
            for (Object element : all) {
                Scope round = scope.inner();
                assign(names, element, round);
                scope.budget().spend(1);
                if (condition.get().holds(round)) {
                    chosen.add(element);
                }
            }
            return chosen;
        }
    }

    /** {@code {% set names = value %}}. */
    record Assignment(List<String> names, Expression value) implements Statement {
        public Assignment {
            names = List.copyOf(names);
        }

        @Override
        public Flow render(Scope scope, StringBuilder text) {
            assign(names, value.in(scope), scope);
            return Flow.NEXT;
        }
    }

    /** {@code {% set target.name = value %}}. */
    record AttributeAssignment(String target, String name, Expression value) implements Statement {
        @Override
        public Flow render(Scope scope, StringBuilder text) {
            Object changed = scope.get(target);
            if (!(changed instanceof Namespace namespace)) {
                throw new TemplateException("only an attribute of a namespace can be set, %s was %s"
                        .formatted(target, TemplateValues.name(changed)));
            }
            namespace.values().put(name, value.in(scope));
            return Flow.NEXT;
        }
    }

    /** {@code {% set name %} body {% endset %}}. */
    record Capture(String name, Body body) implements Statement {
        @Override
        public Flow render(Scope scope, StringBuilder text) {
            StringBuilder captured = new StringBuilder();
            body.render(scope.inner(), captured);
            scope.set(name, scope.budget().made(captured.toString()));
            return Flow.NEXT;
        }
    }

    /** Assigns the value to one name, or its elements to several. */
    private static void assign(List<String> names, Object value, Scope scope) {
        if (names.size() == 1) {
            scope.set(names.get(0), value);
            return;
        }
        List<Object> elements = TemplateValues.elements(value, scope.budget());
        check(
                elements.size() == names.size(),
                "%s must be assigned %d values, had %d",
                String.join(", ", names),
                names.size(),
                elements.size());
        for (int i = 0; i < names.size(); i++) {
            scope.set(names.get(i), elements.get(i));
        }
    }
}
