package io.millrace.jinja;

import java.util.List;
import java.util.Optional;

/**
 * {@code {% macro name(parameters) %} body {% endmacro %}}: a function of the scope that it is defined in.
 *
 * @param name name of the macro
 * @param parameters parameters, in order
 * @param body statements that it renders
 */
record Macro(String name, List<Parameter> parameters, Statement.Body body) implements Statement {
    /**
     * A parameter.
     *
     * @param name name of the variable in the body
     * @param otherwise default value; undefined if empty
     */
    record Parameter(String name, Optional<Expression> otherwise) {}

    Macro {
        parameters = List.copyOf(parameters);
    }

    @Override
    public Flow render(Scope scope, StringBuilder text) {
        scope.set(name, (Callable) (arguments, caller) -> call(arguments, scope));
        return Flow.NEXT;
    }

    private String call(Arguments arguments, Scope around) {
        around.budget().spend(parameters.size());
        arguments.only(parameters.stream().map(Parameter::name).toArray(String[]::new));
        Scope scope = around.inner();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Object value = arguments
                    .get(i, parameter.name())
                    .or(() -> parameter.otherwise().map(expression -> expression.in(scope)))
                    .orElseGet(() -> new Undefined("'%s'".formatted(parameter.name())));
            scope.set(parameter.name(), value);
        }
        StringBuilder text = new StringBuilder();
        scope.budget().enter();
        body.render(scope, text);
        scope.budget().leave();
        return text.toString();
    }
}
