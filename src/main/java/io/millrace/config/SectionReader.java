package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.config.ConfigException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads lists of sections, each problem under the path of its section, as {@code method.autothink.stages[1].balance}. */
final class SectionReader {
    private final List<Problem> problems;

    /** @param problems takes what is found */
    SectionReader(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * Reads a list.
     *
     * @param sections a record, or a sealed interface of records
     * @return empty if there were problems
     */
    Optional<Object> read(Class<?> sections, String path, JsonNode list) {
        if (!list.isArray()) {
            problems.add(new Problem(path, "must be a list of sections, was " + ScalarReader.show(list)));
            return Optional.empty();
        }
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            section(sections, path, "%s[%d]".formatted(path, i), list.get(i)).ifPresent(records::add);
        }
        return records.size() == list.size() ? Optional.of(List.copyOf(records)) : Optional.empty();
    }

    private Optional<Record> section(Class<?> sections, String list, String path, JsonNode node) {
        if (!(node instanceof ObjectNode given)) {
            problems.add(new Problem(path, "must be a section with keys, was " + ScalarReader.show(node)));
            return Optional.empty();
        }
        Map<String, Class<? extends Record>> records = ConfigLists.records(sections);
        Optional<String> type = ConfigLists.typeOf(list, given);
        if (type.isEmpty()) {
            JsonNode named = given.path(ConfigLists.TYPE);
            problems.add(new Problem(
                    path + "." + ConfigLists.TYPE,
                    "must be one of %s, was %s"
                            .formatted(
                                    String.join(", ", records.keySet()),
                                    named.isMissingNode() ? "not given" : ScalarReader.show(named))));
            return Optional.empty();
        }
        ObjectNode otherwise = ConfigLists.otherwise(list, type.get()).deepCopy();
        int before = problems.size();
        for (Map.Entry<String, JsonNode> key : List.copyOf(otherwise.properties())) {
            if (key.getValue().isNull()) {
                required(path + "." + key.getKey(), given.path(key.getKey()));
                otherwise.set(key.getKey(), given.path(key.getKey()));
            }
        }
        return problems.size() > before
                ? Optional.empty()
                : new RecordReader(problems)
                        .read(records.get(type.get()), path, given, otherwise)
                        .map(record -> record);
    }

    /** What must be given is text. */
    private void required(String key, JsonNode node) {
        if (!node.isTextual()) {
            problems.add(new Problem(
                    key, "must be a text, was " + (node.isMissingNode() ? "not given" : ScalarReader.show(node))));
        }
    }
}
