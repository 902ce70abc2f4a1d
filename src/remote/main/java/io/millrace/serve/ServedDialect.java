package io.millrace.serve;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The paths and forms of an inference server. To add one, create a package with a class that implements this interface and register
 * the class in {@code META-INF/services}. Objects of the same dialect are equal: a dialect is a record without components.
 */
public interface ServedDialect {
    /** Its name, in lower case. */
    String name();

    /** The paths that it answers, for a model. */
    List<Route> routes(ServedModel model, ServeConfig config);

    /** The answer to a request that cannot be fulfilled. */
    Reply failure(RequestException failure);

    /** All registered dialects by name. */
    static List<ServedDialect> all() {
        return ServiceLoader.load(ServedDialect.class, ServedDialect.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ServedDialect::name))
                .toList();
    }

    /**
     * Finds a dialect by name.
     *
     * @throws IllegalArgumentException if there is none; the message is the rule and the value
     */
    static ServedDialect named(String name) {
        List<ServedDialect> all = all();
        return all.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of %s, was '%s'"
                        .formatted(
                                String.join(
                                        ", ",
                                        all.stream().map(ServedDialect::name).toList()),
                                name)));
    }
}
