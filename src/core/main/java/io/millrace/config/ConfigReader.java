package io.millrace.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.config.ConfigException.Problem;
import io.millrace.file.InputFile;
import io.millrace.plugin.RegistrationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a configuration: defaults, then the file, then overrides; all problems are reported together. */
public final class ConfigReader {
    /** Maximum size of a file, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private ConfigReader() {}

    /** The configuration with all defaults. */
    public static MillraceConfig defaults() {
        return parse("", List.of(), "defaults");
    }

    /**
     * Reads a file.
     *
     * @param overrides each {@code key.of.option=value}, the value as YAML; later ones win
     * @throws ConfigException if it has problems
     */
    public static MillraceConfig read(Path file, List<String> overrides) {
        try {
            return parse(InputFile.text(file, MAX_BYTES), overrides, file.toString());
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(), List.of(new Problem("file", "could not be read: " + InputFile.reason(e))));
        }
    }

    /**
     * Reads a text.
     *
     * @param origin name of the source in error messages
     * @throws ConfigException if it has problems
     */
    public static MillraceConfig parse(String yaml, List<String> overrides, String origin) {
        ObjectNode given = ConfigYaml.parse(yaml, origin);
        List<Problem> problems = new ArrayList<>();
        overrides.forEach(override -> put(given, override, problems));
        Optional<MillraceConfig> config;
        try {
            config = read(given, problems);
        } catch (RegistrationException e) {
            throw new ConfigException(origin, List.of(new Problem(e.where(), e.rule())));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(origin, problems);
        }
        return config.orElseThrow();
    }

    private static Optional<MillraceConfig> read(ObjectNode given, List<Problem> problems) {
        ObjectNode defaults = ConfigYaml.defaults();
        Named.complete(MillraceConfig.class, given, defaults);
        new UnknownKeys(defaults, problems).remove("", given, defaults, MillraceConfig.class);
        Optional<MillraceConfig> config = new RecordBinder(problems).read(MillraceConfig.class, "", given, defaults);
        config.ifPresent(whole -> CrossChecks.check(whole, problems));
        return config;
    }

    private static void put(ObjectNode tree, String override, List<Problem> problems) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            problems.add(new Problem("--set " + override, "must be key=value"));
            return;
        }
        String[] path = override.substring(0, equals).strip().split("\\.", -1);
        ObjectNode at = tree;
        for (int i = 0; i < path.length - 1; i++) {
            at = at.path(path[i]) instanceof ObjectNode section ? section : at.putObject(path[i]);
        }
        try {
            at.set(path[path.length - 1], ConfigYaml.value(override.substring(equals + 1), "--set " + override));
        } catch (ConfigException e) {
            problems.add(new Problem("--set " + override, e.problems().get(0).rule()));
        }
    }
}
