package io.millrace.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.config.ConfigException.Problem;
import io.millrace.plugin.Sections;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds unknown keys and suggests the options that were probably meant. */
final class UnknownKeys {
    private final ObjectNode all;
    private final List<Problem> problems;

    /**
     * @param all every option
     * @param problems receives the problems
     */
    UnknownKeys(ObjectNode all, List<Problem> problems) {
        this.all = all;
        this.problems = problems;
    }

    /** Removes unknown keys from a section and reports each. */
    void remove(String prefix, ObjectNode given, ObjectNode known, Class<?> record) {
        Map<String, RecordComponent> components = Named.components(record, known);
        boolean open = Named.of(record).filter(named -> named.unknown(given)).isPresent();
        Set<String> strange = new LinkedHashSet<>(); // Not a list: a file may have very many.
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            JsonNode below = known.path(entry.getKey());
            if (below.isMissingNode() && open) {
                continue; // It may be an option of the intended extension.
            }
            if (below.isMissingNode()) {
                strange.add(entry.getKey());
                problems.add(new Problem(
                        prefix + entry.getKey(), "is not an option; " + suggestion(prefix, entry.getKey(), known)));
            } else if (ExtensionSections.inline(record, entry.getKey()).isPresent()) {
                removeFrom(
                        prefix + entry.getKey() + ".",
                        entry.getValue(),
                        (ObjectNode) below,
                        ExtensionSections.inline(record, entry.getKey()).get());
            } else if (below instanceof ObjectNode section && entry.getValue() instanceof ObjectNode values) {
                RecordComponent component = requireNonNull(components.get(entry.getKey()));
                if (component.getType() == Map.class) {
                    continue; // Any key is allowed.
                }
                if (component.getType() == Sections.class) {
                    removeFrom(values, prefix + entry.getKey() + ".", section, ExtensionSections.of(component));
                } else {
                    remove(prefix + entry.getKey() + ".", values, section, component.getType());
                }
            } else if (entry.getValue() instanceof ArrayNode list) {
                ConfigLists.sections(requireNonNull(components.get(entry.getKey())))
                        .ifPresent(sections -> removeFrom(list, prefix + entry.getKey(), sections));
            }
        }
        given.remove(strange);
    }

    /** A value that should be a section but is not is reported when it is read. */
    private void removeFrom(String prefix, JsonNode given, ObjectNode known, Class<? extends Record> section) {
        if (given instanceof ObjectNode values) {
            remove(prefix, values, known, section);
        }
    }

    private void removeFrom(
            ObjectNode given, String prefix, ObjectNode known, Map<String, Class<? extends Record>> sections) {
        Set<String> strange = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            Class<? extends Record> section = sections.get(entry.getKey());
            if (section == null) {
                strange.add(entry.getKey());
                problems.add(new Problem(
                        prefix + entry.getKey(), "is not an option; " + suggestion(prefix, entry.getKey(), known)));
            } else if (entry.getValue() instanceof ObjectNode values) {
                remove(prefix + entry.getKey() + ".", values, (ObjectNode) known.path(entry.getKey()), section);
            }
        }
        given.remove(strange);
    }

    /** Sections of unknown types are reported when they are read. */
    private void removeFrom(ArrayNode list, String path, Class<?> sections) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof ObjectNode section) {
                String prefix = "%s[%d].".formatted(path, i);
                ConfigLists.typeOf(sections, section)
                        .ifPresent(type -> remove(
                                prefix,
                                section,
                                ConfigLists.defaults(sections, type),
                                ConfigLists.record(sections, type)));
            }
        }
    }

    private String suggestion(String prefix, String name, ObjectNode known) {
        List<String> names = known.propertyStream().map(Map.Entry::getKey).toList();
        return NearestName.of(name, names)
                .map(near -> prefix + near)
                .or(() -> elsewhere("", name, all))
                .map(key -> "did you mean " + key + "?")
                .orElse("known here: " + String.join(", ", names));
    }

    /** The first option of this name in any section. */
    private static Optional<String> elsewhere(String prefix, String name, ObjectNode section) {
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return Optional.of(prefix + entry.getKey());
            }
            if (entry.getValue() instanceof ObjectNode below) {
                Optional<String> found = elsewhere(prefix + entry.getKey() + ".", name, below);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
