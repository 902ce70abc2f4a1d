package io.millrace.token.library;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ordered.OrderedSet;
import java.util.Map;
import java.util.Set;

/**
 * The models of tokenizer.json for which the library reports faults as errors instead of aborting: BPE without dropout,
 * and word level.
 */
final class KnownModels {
    private static final Set<String> FLAGS = OrderedSet.of("fuse_unk", "byte_fallback", "ignore_merges");
    private static final Set<String> AFFIXES = OrderedSet.of("continuing_subword_prefix", "end_of_word_suffix");

    private KnownModels() {}

    static boolean known(JsonNode model) {
        boolean ids = model.path("vocab").isObject()
                && model.path("vocab").valueStream().allMatch(id -> id.isInt() && id.intValue() >= 0);
        return ids
                && switch (model.path("type").asText()) {
                    case "WordLevel" ->
                        model.size() == 3 && model.path("unk_token").isTextual();
                    case "BPE" ->
                        model.path("merges").isArray() && model.propertyStream().allMatch(KnownModels::fieldOfBpe);
                    default -> false;
                };
    }

    private static boolean fieldOfBpe(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        return switch (field.getKey()) {
            case "type", "vocab" -> true;
            case "merges" -> value.valueStream().allMatch(KnownModels::merge);
            case "unk_token" -> value.isNull() || value.isTextual();
            case "dropout" -> value.isNull();
            default ->
                FLAGS.contains(field.getKey()) && value.isBoolean()
                        || AFFIXES.contains(field.getKey())
                                && (value.isNull()
                                        || value.isTextual()
                                                && value.textValue().isEmpty());
        };
    }

    private static boolean merge(JsonNode merge) {
        return merge.isTextual()
                || merge.isArray()
                        && merge.size() == 2
                        && merge.path(0).isTextual()
                        && merge.path(1).isTextual();
    }
}
