package io.millrace.loss;

import static java.util.stream.Collectors.joining;

import io.millrace.check.Require;
import io.millrace.plugin.RegistrationFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of formulas, one a line, in text files of this package's folder. Each jar on the class path may have a file of its
 * own, so that a formula is added without a change of Millrace. A line that begins with {@code #} is a comment.
 */
final class FormulaRegistry {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** By file: the names that the class loader saw that was asked last. */
    private static final Map<String, Seen> SEEN = Collections.synchronizedMap(new LinkedHashMap<>());

    private record Seen(WeakReference<ClassLoader> by, List<String> names) {}

    private FormulaRegistry() {}

    /** The names in all files of a name, in the order of the class path. */
    static List<String> names(String file) {
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElse(FormulaRegistry.class.getClassLoader());
        Seen seen = SEEN.get(file);
        if (seen == null || !seen.by().refersTo(loader)) {
            seen = new Seen(new WeakReference<>(loader), read(loader, file));
            SEEN.put(file, seen);
        }
        return seen.names();
    }

    /** @throws IllegalArgumentException if a name is not in a file of that name */
    static void check(String key, String name, String file) {
        List<String> names = names(file);
        Require.that(
                names.contains(name),
                "loss: %s must be one of %s, was '%s'",
                key,
                names.stream().collect(joining(", ")),
                name);
    }

    private static List<String> read(ClassLoader loader, String file) {
        String path = FormulaRegistry.class.getPackageName().replace('.', '/') + "/" + file;
        Map<String, URL> found = new LinkedHashMap<>();
        try {
            Map<String, URL> sources = new LinkedHashMap<>();
            for (ClassLoader any : List.of(FormulaRegistry.class.getClassLoader(), loader)) {
                Collections.list(any.getResources(path)).forEach(url -> sources.put(url.toString(), url));
            }
            for (URL source : sources.values()) {
                lines(source).forEach(name -> put(found, name, source));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("loss: %s must be readable".formatted(path), e);
        }
        return List.copyOf(found.keySet());
    }

    private static void put(Map<String, URL> found, String name, URL source) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalStateException(
                    "%s: name must be of small letters, digits and hyphens, was '%s'".formatted(source, name));
        }
        URL other = found.putIfAbsent(name, source);
        if (other != null) {
            throw new IllegalStateException(
                    "%s: %s must be registered once, is in %s too".formatted(source, name, other));
        }
    }

    private static List<String> lines(URL source) throws IOException {
        return RegistrationFile.lines(source).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
