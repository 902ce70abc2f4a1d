package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.check.Require;
import io.millrace.plugin.Default;

/**
 * One tool of the list {@code agent.tools}.
 *
 * @param type the tool and its options
 * @param name name under which the policy calls it: letters, digits, - and _, starting with a letter; empty for its own
 */
public record ToolConfig(ToolType type, @Default("") String name) {
    public ToolConfig {
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        OptionRules rules = new OptionRules("tool");
        rules.that(
                name.isEmpty() || Require.isName(name),
                "name",
                "must consist of letters, digits, - and _ and start with a letter, was '%s'",
                name);
        rules.done();
    }
}
