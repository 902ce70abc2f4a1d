package io.millrace.plugin;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Registered extensions by their type names.
 *
 * <p>They are registered in files {@code META-INF/services/POINT}, one class per line, of every jar visible to the context class
 * loader. These are the files of {@link java.util.ServiceLoader}, which cannot create the extensions itself, since their
 * constructors take options. Extensions of Millrace come first, then each file in its order.
 */
public final class Extensions {
    /** Class names by type, by point, by class loader. Stores names rather than classes, so that a class loader can be unloaded. */
    private static final Map<ClassLoader, Map<String, Map<String, String>>> KNOWN = new WeakHashMap<>();

    private Extensions() {}

    /** The file that registers extensions of a point. */
    public static String file(Class<?> point) {
        return RegistrationFile.path(point);
    }

    /** Type names of the extensions of a point, in their order. */
    public static List<String> types(Class<?> point) {
        return List.copyOf(classNames(point).keySet());
    }

    /**
     * The extension of a type.
     *
     * @return empty if there is none
     * @throws RegistrationException if a registered class cannot be used
     */
    public static Optional<Class<? extends Record>> find(Class<?> point, String type) {
        return Optional.ofNullable(classNames(point).get(type)).map(name -> load(file(point), point, name));
    }

    /**
     * Creates an extension that has no options.
     *
     * @return empty if there is none of that type
     * @throws RegistrationException if a registered class cannot be used, or has options
     */
    public static <P extends Extension> Optional<P> create(Class<P> point, String type) {
        return find(point, type).map(extension -> point.cast(create(point, extension)));
    }

    private static Object create(Class<?> point, Class<? extends Record> extension) {
        if (extension.getRecordComponents().length > 0) {
            throw new RegistrationException(
                    extension.getName(),
                    "must have no options, like every %s, had %s"
                            .formatted(point.getSimpleName(), extension.getRecordComponents()[0].getName()));
        }
        try {
            return extension.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RegistrationException(extension.getName(), "could not be created: " + cause, e);
        }
    }

    /** The type name of an extension. */
    public static String type(Extension extension) {
        return several(extension.getClass())
                .map(component -> written((Enum<?>) value(component, extension)))
                .orElseGet(() -> name(extension.getClass()));
    }

    /** The component of an extension that selects one of several types. */
    public static Optional<RecordComponent> several(Class<?> extension) {
        RecordComponent first =
                extension.getRecordComponents().length == 0 ? null : extension.getRecordComponents()[0];
        return first != null
                        && first.getName().equals("type")
                        && first.getType().isEnum()
                ? Optional.of(first)
                : Optional.empty();
    }

    /** A constant as it is written in a configuration: {@code ONE_OF} is {@code one-of}. */
    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, String> classNames(Class<?> point) {
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(RegistrationFile.loader(), loader -> new LinkedHashMap<>())
                    .computeIfAbsent(point.getName(), name -> read(point));
        }
    }

    private static Map<String, String> read(Class<?> point) {
        Map<String, String> classes = new LinkedHashMap<>();
        for (RegistrationFile.Entry entry : RegistrationFile.entries(point)) {
            add(entry.file(), load(entry.file(), point, entry.text()), classes);
        }
        return classes;
    }

    /**
     * The same class may be registered twice, for example if a jar is on the class path twice; another class with the same type
     * name is an error.
     */
    private static void add(String file, Class<? extends Record> extension, Map<String, String> classes) {
        List<String> types = several(extension)
                .map(component -> List.of(component.getType().getEnumConstants()).stream()
                        .map(constant -> written((Enum<?>) constant))
                        .toList())
                .orElseGet(() -> List.of(name(extension)));
        for (String type : types) {
            String before = classes.putIfAbsent(type, extension.getName());
            if (before != null && !before.equals(extension.getName())) {
                throw new RegistrationException(
                        file,
                        "type names must differ, had %s for %s and %s: give one of them a @TypeName"
                                .formatted(type, before, extension.getName()));
            }
        }
    }

    private static Class<? extends Record> load(String file, Class<?> point, String name) {
        try {
            Class<?> found = Class.forName(name, true, RegistrationFile.loader());
            if (!found.isRecord() || !point.isAssignableFrom(found) || !Modifier.isPublic(found.getModifiers())) {
                throw new RegistrationException(
                        file, "must name public records that implement %s, named %s".formatted(point.getName(), name));
            }
            return found.asSubclass(Record.class);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new RegistrationException(
                    file,
                    "must name classes that can be loaded, named %s: %s: %s"
                            .formatted(name, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
    }

    private static String name(Class<?> extension) {
        TypeName given = extension.getAnnotation(TypeName.class);
        return given != null
                ? given.value()
                : extension
                        .getSimpleName()
                        .replaceFirst("Config$", "")
                        .replaceAll("(?<=.)([A-Z])", "-$1")
                        .toLowerCase(Locale.ROOT);
    }

    private static Object value(RecordComponent component, Extension extension) {
        try {
            return component.getAccessor().invoke(extension);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("extension: could not be read: " + component, e);
        }
    }
}
