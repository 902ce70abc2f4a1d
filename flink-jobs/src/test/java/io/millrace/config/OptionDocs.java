package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Sections;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option with its type, default and meaning. The meaning is the Javadoc of the record component that holds it, read from
 * the source, so that it is said in one place.
 */
final class OptionDocs {
    private static final Pattern PARAM = Pattern.compile("@param (\\w+)((?:(?!\\n \\* @|\\n \\*/).)*)", Pattern.DOTALL);

    /**
     * One option, or a section of options.
     *
     * @param key full path
     * @param type what may stand there; {@code section} for a section
     * @param fallback default, as YAML
     */
    record Option(String key, String type, String fallback, String meaning) {
        boolean section() {
            return type.equals("section");
        }

        /** Whether it is of a section in a list: it has no place of its own in a file. */
        boolean listed() {
            return key.contains("[");
        }
    }

    private final List<Option> options;

    /** Where the options of a list's sections are told: the first list of these sections. */
    private final Map<Class<?>, String> lists = new HashMap<>();

    private OptionDocs(List<Option> options) {
        this.options = options;
    }

    /** All options in the order of the configuration, each section before its options. */
    static List<Option> all() throws IOException {
        return with(ConfigYaml.defaults());
    }

    /** All options, with the values of a configuration in the place of the defaults. */
    static List<Option> of(MillraceConfig config) throws IOException {
        return with(RecordWriter.tree(config));
    }

    private static List<Option> with(ObjectNode values) throws IOException {
        List<Option> options = new ArrayList<>();
        new OptionDocs(options).collect(MillraceConfig.class, "", values);
        return options;
    }

    private void collect(Class<?> type, String prefix, ObjectNode defaults) throws IOException {
        Map<String, String> meanings = meanings(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + component.getName();
            if (Extensions.several(type)
                    .filter(several -> several.getName().equals(component.getName()))
                    .isPresent()) {
                continue; // Which one it is, is told before the options.
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
                options.add(new Option(key, "section", "", meanings.getOrDefault(component.getName(), "")));
                for (var section : ExtensionSections.of(component).entrySet()) {
                    String below = key + "." + section.getKey();
                    options.add(new Option(below, "section", "", first(section.getValue(), section.getKey())));
                    collect(section.getValue(), below + ".", (ObjectNode)
                            defaults.path(component.getName()).path(section.getKey()));
                }
                continue;
            }
            JsonNode fallback = defaults.path(component.getName());
            String meaning = meanings.getOrDefault(component.getName(), "");
            if (component.getType().isRecord() && !Choices.are(component.getType())) {
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

    /** What is the same for all types of a list is told once for each: a reader looks for one type. */
    private void collectListed(Class<?> sections, String list) throws IOException {
        for (String type : ConfigLists.types(sections)) {
            ObjectNode otherwise = ConfigLists.otherwise(sections, type);
            Optional<Class<? extends Record>> extension =
                    Named.of(sections).flatMap(named -> Extensions.find(named.point(), type));
            if (extension.isPresent()) {
                options.add(new Option(list + "[].type", type, type, first(extension.get(), type)));
            }
            if (sections.isRecord()) {
                collect(sections, list + "[].", otherwise);
            }
            if (extension.isPresent()) {
                collect(extension.get(), list + "[].", otherwise);
            }
        }
    }

    /** The first sentence about an extension; about the constant, if it is of one type of several. */
    private static String first(Class<? extends Record> extension, String type) throws IOException {
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
        String doc = source.substring(source.indexOf("/**") + 3, source.indexOf(" */"));
        return plain(doc.split("\\n \\*\\s*(?=@param|<pre>|<p>)|\\n \\*\\s*\\n")[0]);
    }

    private static String source(Class<?> type) throws IOException {
        String file = "main/java/%s.java".formatted(type.getName().replace('.', '/'));
        try (Stream<Path> modules = Files.list(Repository.path("src"))) {
            return Files.readString(modules.map(module -> module.resolve(file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow());
        }
    }

    private static String plain(String text) {
        String line = text.replaceAll("\\n\\s*\\*\\s*", " ").strip();
        return line.replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`").replaceAll("Aggregation#", "");
    }

    private static Map<String, String> meanings(Class<?> type) throws IOException {
        String source = source(type);
        String doc = source.substring(source.indexOf("/**"), source.indexOf("public record " + type.getSimpleName()));
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher param = PARAM.matcher(doc);
        while (param.find()) {
            meanings.put(param.group(1), plain(param.group(2)));
        }
        return meanings;
    }

    private static String typeName(Class<?> type) {
        if (Choices.are(type)) {
            return Choices.of(type).stream().map(Choices::name).collect(Collectors.joining(", "));
        }
        if (type == EngineKind.class) {
            return EngineKind.all().stream().map(EngineKind::name).collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "int", "long" -> "whole number";
            case "double" -> "number";
            case "boolean" -> "true, false";
            case "List" -> "list of texts";
            case "String" -> "text";
            default -> type.getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    /** A value as it stands in YAML. */
    private static String show(JsonNode value) {
        if (value.isNull()) {
            return "must be given";
        }
        boolean quoted = value.isTextual()
                && (value.textValue().isEmpty() || value.textValue().contains("\n"));
        return quoted || value.isArray() ? value.toString() : value.asText();
    }
}
