package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.OptionsException;
import io.millrace.config.ConfigException.Problem;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Sections;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binds configuration trees to records and collects all problems.
 *
 * <p>The records themselves check their options and report all problems. Options that cannot be parsed are replaced by their
 * defaults while the others are checked, so that one error does not hide others.
 */
final class RecordBinder {
    private final List<Problem> problems;

    /**
     * @param problems receives the problems
     */
    RecordBinder(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * Reads a record.
     *
     * @param path the path of the record; empty for the root
     * @param given values given by the user, with known keys only
     * @param defaults every key
     * @return empty if there were problems
     */
    <R extends Record> Optional<R> read(Class<R> type, String path, ObjectNode given, ObjectNode defaults) {
        Map<String, Object> values = new LinkedHashMap<>();
        Set<String> unreadable = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            component(component, path, given, defaults)
                    .or(() -> {
                        unreadable.add(name);
                        return new RecordBinder(new ArrayList<>()).component(component, path, defaults, defaults);
                    })
                    .ifPresent(value -> values.put(name, value));
        }
        if (values.size() < type.getRecordComponents().length) {
            return Optional.empty(); // A required option is missing.
        }
        try {
            return Optional.of(make(type, values)).filter(record -> unreadable.isEmpty());
        } catch (IllegalArgumentException e) {
            OptionsException.problems(e, List.copyOf(values.keySet())).stream()
                    .filter(problem -> !unreadable.contains(problem.option()))
                    .forEach(problem -> problems.add(new Problem(key(path, problem.option()), problem.rule())));
            return Optional.empty();
        }
    }

    private Optional<Object> component(RecordComponent component, String path, ObjectNode given, ObjectNode defaults) {
        Class<?> type = component.getType();
        if (type == Sections.class) {
            return ExtensionSections.inline(component)
                    ? sections(component, path, given, defaults)
                    : named(component, key(path, component.getName()), given, defaults);
        }
        if (Extension.class.isAssignableFrom(type)) {
            return extension(new Named(component.getName(), type), path, given, defaults);
        }
        String key = key(path, component.getName());
        JsonNode fallback = defaults.path(component.getName());
        JsonNode node = given.path(component.getName());
        if (fallback.isNull() && missing(type, node)) {
            problems.add(new Problem(
                    key,
                    "must be %s, was %s"
                            .formatted(
                                    type == String.class ? "a string" : "given",
                                    node.isMissingNode() ? "not given" : ScalarReader.show(node))));
            return Optional.empty();
        }
        if (node.isMissingNode()) {
            node = fallback;
        }
        if (type.isRecord() && !ChoiceTypes.isChoice(type)) {
            if (!node.isObject()) {
                problems.add(new Problem(key, "must be a section with keys, was " + ScalarReader.show(node)));
                return Optional.empty();
            }
            return read(type.asSubclass(Record.class), key, (ObjectNode) node, (ObjectNode) fallback)
                    .map(record -> record);
        }
        Optional<Class<?>> sections = ConfigLists.sections(component);
        return sections.isPresent()
                ? new SectionReader(problems).read(sections.get(), key, node)
                : scalar(type, key, node);
    }

    private Optional<Object> scalar(Class<?> type, String key, JsonNode node) {
        try {
            return Optional.of(
                    type == List.class
                            ? ScalarReader.texts(node)
                            : type == Map.class ? ScalarReader.map(node) : ScalarReader.read(type, node));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(key, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** A required string must be a string: a number in its place is probably a mistake. */
    private static boolean missing(Class<?> type, JsonNode node) {
        return type == String.class ? !node.isTextual() : node.isMissingNode() || node.isNull();
    }

    private Optional<Object> named(RecordComponent component, String key, ObjectNode given, ObjectNode defaults) {
        JsonNode node =
                given.has(component.getName()) ? given.path(component.getName()) : defaults.path(component.getName());
        if (!(node instanceof ObjectNode section)) {
            problems.add(new Problem(key, "must be a section with keys, was " + ScalarReader.show(node)));
            return Optional.empty();
        }
        return sections(component, key, section, (ObjectNode) defaults.path(component.getName()));
    }

    private Optional<Object> sections(RecordComponent component, String key, ObjectNode section, ObjectNode fallback) {
        List<Extension> all = new ArrayList<>();
        int before = problems.size();
        ExtensionSections.of(component).forEach((type, record) -> {
            JsonNode below = section.has(type) ? section.path(type) : fallback.path(type);
            if (below instanceof ObjectNode options) {
                read(record, key + "." + type, options, (ObjectNode) fallback.path(type))
                        .ifPresent(extension -> all.add((Extension) extension));
            } else {
                problems.add(
                        new Problem(key + "." + type, "must be a section with keys, was " + ScalarReader.show(below)));
            }
        });
        return problems.size() == before ? Optional.of(new Sections<>(all)) : Optional.empty();
    }

    /** The options of an extension are in the section that names it. */
    private Optional<Object> extension(Named named, String path, ObjectNode given, ObjectNode defaults) {
        ObjectNode naming = given.has(named.key()) ? given : defaults;
        Optional<Class<? extends Record>> extension = Extensions.find(named.point(), named.type(naming));
        if (extension.isEmpty()) {
            problems.add(new Problem(key(path, named.key()), named.refusal(naming)));
            return Optional.empty();
        }
        return read(extension.get(), path, given, defaults).map(record -> record);
    }

    private static <R extends Record> R make(Class<R> type, Map<String, Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] arguments = Arrays.stream(components)
                    .map(component -> values.get(component.getName()))
                    .toArray();
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            if (Extension.class.isAssignableFrom(type)) { // It may be a custom extension.
                throw new IllegalArgumentException(
                        "%s: must accept its options or reject them with an IllegalArgumentException, threw %s"
                                .formatted(type.getSimpleName(), e.getCause()),
                        e);
            }
            throw new IllegalStateException("config: could not be created: " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("config: could not be created: " + type, e);
        }
    }

    private static String key(String path, String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }
}
