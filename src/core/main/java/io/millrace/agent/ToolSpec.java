package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.Require;
import java.time.Duration;

/**
 * The description of a tool.
 *
 * @param name letters, digits, - and _, starting with a letter
 * @param description what it does, for the policy
 * @param parameters JSON Schema of its arguments, an object; must not be written to
 * @param timeLimit maximum duration of a call, above 0; zero for a tool that only computes and needs no limit
 * @param pure whether the result depends on arguments and prompt alone, so that a repeated call returns the same
 * @param last whether a call ends the response, with its result as the answer
 */
public record ToolSpec(
        String name, String description, ObjectNode parameters, Duration timeLimit, boolean pure, boolean last) {
    public ToolSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(parameters, "parameters");
        requireNonNull(timeLimit, "timeLimit");
        Require.that(
                Require.isName(name),
                "tool: name must consist of letters, digits, - and _ and start with a letter, was '%s'",
                name);
        Require.that(!timeLimit.isNegative(), "tool %s: timeLimit must be >= 0, was %s", name, timeLimit);
    }

    /** The tool as chat templates expect it: a function with its schema. */
    public ObjectNode function() {
        ObjectNode function = JsonNodeFactory.instance.objectNode();
        function.put("type", "function");
        function.putObject("function")
                .put("name", name)
                .put("description", description)
                .set("parameters", parameters);
        return function;
    }
}
