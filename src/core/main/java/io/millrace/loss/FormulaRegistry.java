package io.millrace.loss;

import io.millrace.check.Require;
import io.millrace.plugin.RegistrationException;
import io.millrace.plugin.RegistrationFile;
import io.millrace.plugin.RegistrationFile.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the names of formulas, one per line, from the files that register extensions. To add a formula, Millrace or a
 * user's jar provides its fragment and its line.
 */
final class FormulaRegistry {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private FormulaRegistry() {}

    /**
     * The names of all formulas of a kind, in the order of the class path.
     *
     * @throws RegistrationException if one is not a valid fragment name, or is registered by two files
     */
    static List<String> names(Class<? extends Formula> kind) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Entry entry : RegistrationFile.entries(kind)) {
            if (!NAME.matcher(entry.text()).matches()) {
                throw new RegistrationException(
                        entry.file(),
                        "name must consist of lower-case letters, digits and hyphens, was '%s'"
                                .formatted(entry.text()));
            }
            String other = files.putIfAbsent(entry.text(), entry.file());
            if (other != null) {
                throw new RegistrationException(
                        entry.file(), "%s must be registered once, was also in %s".formatted(entry.text(), other));
            }
        }
        return List.copyOf(files.keySet());
    }

    /** @throws IllegalArgumentException if a name is not registered */
    static void check(String key, String name, Class<? extends Formula> kind) {
        List<String> names = names(kind);
        Require.that(names.contains(name), "loss: %s must be one of %s, was '%s'", key, String.join(", ", names), name);
    }
}
