package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Sections;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every option with its type, default and description, including those of custom extensions. The description is the Javadoc of the
 * option's record component, read from the source so that it is written only once; it is empty without a source.
 */
public final class OptionDocs {
    private static final Pattern PARAM = Pattern.compile("@param (\\w+)((?:(?!\\n\\s*\\* @).)*)", Pattern.DOTALL);

    /**
     * One option, or a section of options.
     *
     * @param key full path
     * @param type type of the value; {@code section} for a section
     * @param fallback default, as YAML
     */
    public record Option(String key, String type, String fallback, String meaning) {
        /** Whether it is a section of options. */
        public boolean section() {
            return type.equals("section");
        }

        /** Whether it is at the top level of the configuration. */
        public boolean top() {
            return !key.contains(".") && !listed();
        }

        /** Whether it belongs to a section in a list, and so has no fixed path in a file. */
        public boolean listed() {
            return key.contains("[");
        }
    }

    private final List<Option> options;

    /** The list under which the options of each section type are documented: the first list with such sections. */
    private final Map<Class<?>, String> lists = new LinkedHashMap<>();

    private final SourceTexts sources;

    private OptionDocs(SourceTexts sources, List<Option> options) {
        this.sources = sources;
        this.options = options;
    }

    /** All options in the order of the configuration, each section before its options. */
    public static List<Option> all(SourceTexts sources) {
        return with(sources, ConfigYaml.defaults());
    }

    /** All options, with the values of a configuration instead of the defaults. */
    public static List<Option> of(SourceTexts sources, MillraceConfig config) {
        return with(sources, RecordWriter.tree(config));
    }

    private static List<Option> with(SourceTexts sources, ObjectNode values) {
        List<Option> options = new ArrayList<>();
        new OptionDocs(sources, options).collect(MillraceConfig.class, "", values);
        return options;
    }

    private void collect(Class<?> type, String prefix, ObjectNode defaults) {
        Map<String, String> meanings = meanings(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + component.getName();
            if (Extensions.several(type)
                    .filter(several -> several.getName().equals(component.getName()))
                    .isPresent()) {
                continue; // The type is documented before the options.
            }
            if (Extension.class.isAssignableFrom(component.getType())) {
                if (!prefix.endsWith("[].")) {
                    String types = String.join(", ", Extensions.types(component.getType()));
                    options.add(new Option(
                            key,
                            types,
                            show(defaults.path(component.getName())),
                            meanings.getOrDefault(component.getName(), "")));
                }
                continue;
            }
            if (component.getType() == Sections.class) {
                if (ExtensionSections.inline(component)) {
                    collectSections(component, prefix, defaults);
                } else {
                    options.add(new Option(key, "section", "", meanings.getOrDefault(component.getName(), "")));
                    collectSections(component, key + ".", defaults.path(component.getName()));
                }
                continue;
            }
            JsonNode fallback = defaults.path(component.getName());
            String meaning = meanings.getOrDefault(component.getName(), "");
            if (component.getType().isRecord() && !ChoiceTypes.isChoice(component.getType())) {
                options.add(new Option(key, "section", "", meaning));
                collect(component.getType(), key + ".", (ObjectNode) fallback);
            } else if (ConfigLists.sections(component).isPresent()) {
                Class<?> sections = ConfigLists.sections(component).get();
                String told = lists.putIfAbsent(sections, key);
                String same = told == null ? "" : "; its options are those of `%s`".formatted(told);
                options.add(new Option(key, "list of sections", show(fallback), meaning + same));
                if (told == null) {
                    collectListed(sections, key);
                }
            } else {
                options.add(new Option(key, typeName(component.getType()), show(fallback), meaning));
            }
        }
    }

    private void collectSections(RecordComponent component, String prefix, JsonNode defaults) {
        ExtensionSections.of(component).forEach((type, section) -> {
            options.add(new Option(prefix + type, "section", "", first(section, type)));
            collect(section, prefix + type + ".", (ObjectNode) defaults.path(type));
        });
    }

    /** Options common to all types of a list are repeated for each type, since readers look up a single type. */
    private void collectListed(Class<?> sections, String list) {
        for (String type : ConfigLists.types(sections)) {
            ObjectNode defaults = ConfigLists.defaults(sections, type);
            Optional<Class<? extends Record>> extension =
                    Named.of(sections).flatMap(named -> Extensions.find(named.point(), type));
            if (extension.isPresent()) {
                options.add(new Option(list + "[].type", type, type, first(extension.get(), type)));
            }
            if (sections.isRecord()) {
                collect(sections, list + "[].", defaults);
            }
            if (extension.isPresent()) {
                collect(extension.get(), list + "[].", defaults);
            }
        }
    }

    /** The first paragraph of an extension's Javadoc; for one of several types, the Javadoc of its enum constant. */
    private String first(Class<? extends Record> extension, String type) {
        String source = source(extension);
        Optional<RecordComponent> several = Extensions.several(extension);
        if (several.isPresent()) {
            Class<?> rule = several.get().getType();
            String constants = rule.isMemberClass() ? source(rule.getDeclaringClass()) : source(rule);
            String constant = type.toUpperCase(Locale.ROOT).replace('-', '_');
            Matcher doc = Pattern.compile("/\\*\\*((?:(?!/\\*\\*).)*?)\\*/\\s*" + constant + "\\b", Pattern.DOTALL)
                    .matcher(constants);
            return doc.find() ? plain(doc.group(1)) : "";
        }
        String doc = doc(source, extension);
        return plain(doc.split("\\n\\s*\\*\\s*(?=@param|<pre>|<p>)|\\n\\s*\\*\\s*\\n")[0]);
    }

    /** The Javadoc of a record, without its comment delimiters; empty if it has none. */
    private static String doc(String source, Class<?> type) {
        Matcher record = Pattern.compile("\\brecord %s\\s*[(<]".formatted(type.getSimpleName()))
                .matcher(source);
        if (!record.find()) {
            return "";
        }
        int start = source.lastIndexOf("/**", record.start());
        int end = source.lastIndexOf("*/", record.start());
        return start < 0 || end < start ? "" : source.substring(start + 3, end).stripTrailing();
    }

    private String source(Class<?> type) {
        return sources.of(type).orElse("");
    }

    private static String plain(String text) {
        String line = text.replaceAll("\\n\\s*\\*\\s*", " ").strip();
        return line.replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`").replaceAll("Aggregation#", "");
    }

    private Map<String, String> meanings(Class<?> type) {
        String source = source(type);
        String doc = doc(source, type);
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher param = PARAM.matcher(doc);
        while (param.find()) {
            meanings.put(param.group(1), plain(param.group(2)));
        }
        return meanings;
    }

    private static String typeName(Class<?> type) {
        if (ChoiceTypes.isChoice(type)) {
            return ChoiceTypes.of(type).stream().map(ChoiceTypes::name).collect(Collectors.joining(", "));
        }
        if (type == EngineKind.class) {
            return EngineKind.all().stream().map(EngineKind::name).collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "int", "long" -> "whole number";
            case "double" -> "number";
            case "boolean" -> "true, false";
            case "List" -> "list of strings";
            case "Map" -> "map of strings";
            case "String" -> "string";
            default -> type.getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    /** A value as written in YAML. */
    private static String show(JsonNode value) {
        if (value.isNull()) {
            return "required";
        }
        boolean quoted = value.isTextual()
                && (value.textValue().isEmpty() || value.textValue().contains("\n"));
        return quoted || value.isArray() || value.isObject() ? value.toString() : value.asText();
    }
}
