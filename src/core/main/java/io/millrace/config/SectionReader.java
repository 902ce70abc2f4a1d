package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.config.ConfigException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads lists of sections, reporting each problem under the path of its section, such as
 * {@code method.autothink.stages[1].balance}.
 */
final class SectionReader {
    private final List<Problem> problems;

    /**
     * @param problems receives the problems
     */
    SectionReader(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * Reads a list.
     *
     * @param sections a record or an extension point
     * @return empty if there were problems
     */
    Optional<Object> read(Class<?> sections, String path, JsonNode list) {
        if (!list.isArray()) {
            problems.add(new Problem(path, "must be a list of sections, was " + ScalarReader.show(list)));
            return Optional.empty();
        }
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            section(sections, "%s[%d]".formatted(path, i), list.get(i)).ifPresent(records::add);
        }
        return records.size() == list.size() ? Optional.of(List.copyOf(records)) : Optional.empty();
    }

    private Optional<Record> section(Class<?> sections, String path, JsonNode node) {
        if (!(node instanceof ObjectNode given)) {
            problems.add(new Problem(path, "must be a section with keys, was " + ScalarReader.show(node)));
            return Optional.empty();
        }
        Optional<String> type = ConfigLists.typeOf(sections, given);
        if (type.isEmpty()) {
            Named named = Named.of(sections).orElseThrow();
            problems.add(new Problem(path + "." + named.key(), named.refusal(given)));
            return Optional.empty();
        }
        return new RecordBinder(problems)
                .read(ConfigLists.record(sections, type.get()), path, given, ConfigLists.defaults(sections, type.get()))
                .map(record -> record);
    }
}
