package io.millrace.config;

import io.millrace.check.Require;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown if a configuration cannot be run; names all its problems. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 100;

    /**
     * One problem of a configuration.
     *
     * @param key full path of the key, or the position where it was read
     * @param rule the rule, the value and what to do
     */
    public record Problem(String key, String rule) implements Serializable {
        public Problem {
            key = Require.bounded(key);
            rule = Require.bounded(rule);
        }

        @Override
        public String toString() {
            return key + ": " + rule;
        }
    }

    private final List<Problem> problems;

    /**
     * @param origin source of the configuration, for instance the file
     * @param problems at least one, in the order of the keys
     */
    public ConfigException(String origin, List<Problem> problems) {
        super(problems.stream()
                .limit(SHOWN)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining(
                        "",
                        "config %s: %,d problem%s".formatted(origin, problems.size(), problems.size() == 1 ? "" : "s"),
                        problems.size() > SHOWN ? "\n  and %,d more".formatted(problems.size() - SHOWN) : "")));
        this.problems = List.copyOf(problems);
    }

    /** All problems. */
    public List<Problem> problems() {
        return problems;
    }
}
