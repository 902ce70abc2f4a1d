package io.millrace.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonFile;
import io.millrace.random.SplitMix;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A ledger line as it is compared: the hashes of its visit and of its content. Fields that state when and by which run
 * a
 * line was written are left out; all others count, in any order, including unknown ones. A record that is not a ledger
 * line is compared as text.
 *
 * @param visit hash of split and ordinal
 * @param content hash of all compared fields
 */
public record ComparedLine(long visit, long content) {
    /** Fields that are not compared. */
    static final Set<String> NOT_COMPARED = new TreeSet<>(List.of("schema", "run", "time"));

    static ComparedLine of(String text) {
        Map<String, JsonNode> fields = fields(text);
        if (fields.isEmpty()) {
            long hash = SplitMix.mix(0, text);
            return new ComparedLine(hash, hash);
        }
        long visit = SplitMix.mix(
                SplitMix.mix(1, String.valueOf(fields.get("split"))), String.valueOf(fields.get("ordinal")));
        long content = 2;
        for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
            content = SplitMix.mix(
                    SplitMix.mix(content, field.getKey()), field.getValue().toString());
        }
        return new ComparedLine(visit, content);
    }

    /** The compared fields by name; empty if the text is not an object. */
    static Map<String, JsonNode> fields(String text) {
        Map<String, JsonNode> fields = new TreeMap<>();
        try {
            JsonFile.parse(text, JsonNode.class).properties().stream()
                    .filter(field -> !NOT_COMPARED.contains(field.getKey()))
                    .forEach(field -> fields.put(field.getKey(), field.getValue()));
        } catch (IOException e) {
            return Map.of();
        }
        return fields;
    }

    /** The names of the fields that two lines differ in. */
    public static Set<String> different(String left, String right) {
        Map<String, JsonNode> before = fields(left);
        Map<String, JsonNode> after = fields(right);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return names;
    }
}
