package io.millrace.config;

import io.millrace.config.OptionDocs.Option;
import java.util.ArrayList;
import java.util.List;

/** Options as a page of documentation, and as a commented configuration file. */
public final class OptionTable {
    private static final int WIDTH = 120;
    private static final String SECTIONS = "[{";
    private static final int MAX_LIST_LENGTH = 400;

    private OptionTable() {}

    /** {@code docs/options.md}. */
    public static String markdown(List<Option> options) {
        StringBuilder page = new StringBuilder("""
                # Options

                Every key of a configuration file, with its default value. Any of them can be overridden on the
                command line: `--set sampling.groupSize=16`, a list as `--set 'rewards=[{name: short, type: length}]'`. `[]` stands
                for any section of a list. A duration is a whole number and `ms`, `s`, `min`, `h` or `d`.

                This page is generated from the records of `io.millrace.config`; renew it with
                `./mvnw -pl flink-jobs -am test -Dtest=OptionTableTest -Dmillrace.renew=true`.
                """);
        return page.append(tables(options)).toString();
    }

    /** Tables of options, one for each section of the configuration. */
    public static String tables(List<Option> options) {
        StringBuilder page = new StringBuilder();
        for (Option option : options) {
            if (option.top()) {
                page.append("\n## %s\n%s\n".formatted(option.key(), sentence(option.meaning())));
            }
            if (option.top() || page.isEmpty()) {
                page.append("\n| key | type | default | meaning |\n|---|---|---|---|\n");
            }
            if (!option.section()) {
                page.append("| `%s` | %s | `%s` | %s |\n"
                        .formatted(
                                option.key(),
                                option.type(),
                                shown(option.fallback()),
                                option.meaning().replace("|", "\\|")));
            }
        }
        return page.toString();
    }

    /**
     * The options with a name.
     *
     * @param name a key, a section, or the type of an extension
     * @return in their order; none if nothing has that name
     */
    public static List<Option> named(List<Option> options, String name) {
        List<Option> named = new ArrayList<>();
        boolean ofType = false;
        for (Option option : options) {
            String key = "." + option.key() + ".";
            boolean ofName = key.startsWith("." + name + ".")
                    || key.startsWith("." + name + "[")
                    || key.contains("." + name + ".") && !option.listed();
            if (option.listed() && option.key().endsWith("[].type")) {
                ofType = option.type().equals(name);
            }
            ofType &= option.listed();
            if (ofName || ofType) {
                named.add(option);
            }
        }
        return named;
    }

    /** {@code deploy/conf/digits.yaml}. */
    public static String yaml(List<Option> options) {
        StringBuilder file = new StringBuilder("""
                # Digit completion, end to end, with every option.
                # The comments are generated from the records of io.millrace.config; after a change of either, run
                # ./mvnw -pl flink-jobs -am test -Dtest=OptionTableTest -Dmillrace.renew=true
                """);
        for (Option option : options) {
            if (option.listed()) {
                continue;
            }
            int depth = (int) option.key().chars().filter(c -> c == '.').count();
            String indent = "  ".repeat(depth);
            String name = option.key().substring(option.key().lastIndexOf('.') + 1);
            if (depth == 0) {
                file.append('\n');
            }
            wrap(indent + "# ", option.meaning() + choices(option), file);
            file.append(indent).append(name).append(':');
            if (option.fallback().startsWith(SECTIONS)) {
                sections(option.fallback())
                        .forEach(section ->
                                file.append('\n').append(indent).append("  - ").append(section));
                file.append('\n');
            } else {
                file.append(option.section() ? "" : " " + option.fallback()).append('\n');
            }
        }
        return file.toString();
    }

    /** Each section of a list on a separate line. */
    private static List<String> sections(String list) {
        List<String> sections = new ArrayList<>();
        ConfigYaml.value(list, "a list").forEach(section -> sections.add(section.toString()));
        return sections;
    }

    /** Long lists are shown in the file with all options instead. */
    private static String shown(String fallback) {
        return fallback.startsWith(SECTIONS) && fallback.length() > MAX_LIST_LENGTH
                ? sections(fallback).size() + " sections: see deploy/conf/digits.yaml"
                : fallback;
    }

    private static String choices(Option option) {
        boolean chosen = option.type().contains(", ") && !option.type().equals("true, false");
        return chosen ? "; one of " + option.type() : "";
    }

    private static void wrap(String prefix, String text, StringBuilder out) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && prefix.length() + line.length() + 1 + word.length() > WIDTH) {
                out.append(prefix).append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        out.append(prefix).append(line).append('\n');
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
