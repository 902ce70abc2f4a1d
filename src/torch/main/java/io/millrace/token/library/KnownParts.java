package io.millrace.token.library;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ordered.OrderedMap;
import io.millrace.ordered.OrderedSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The parts of tokenizer.json that cannot abort the process, either when they are read or when a text is encoded or
 * tokens are decoded. A part is known only with exactly the fields that the library expects, because it aborts on many
 * malformed parts.
 */
final class KnownParts {
    /** Maximum number of parts in a sequence: each processes the whole text. */
    private static final int MAX_SEQUENCE_LENGTH = 16;
    /**
     * Maximum number of added tokens, and of characters in one: the library's set-up time grows with the square of
     * both.
     */
    private static final int MAX_ADDED = 8_192;

    private static final int MAX_ADDED_LENGTH = 1_000;
    private static final int MAX_LITERAL_LENGTH = 100;
    private static final Predicate<JsonNode> FLAG = JsonNode::isBoolean;
    private static final Predicate<JsonNode> NON_EMPTY =
            text -> text.isTextual() && !text.textValue().isEmpty();
    private static final Predicate<JsonNode> CHARACTER =
            text -> text.isTextual() && text.textValue().codePoints().count() == 1;
    private static final Predicate<JsonNode> SHORT =
            text -> NON_EMPTY.test(text) && text.textValue().length() <= MAX_LITERAL_LENGTH;
    private static final Predicate<JsonNode> LITERAL =
            pattern -> pattern.size() == 1 && SHORT.test(pattern.path("String"));
    private static final Predicate<JsonNode> PATTERN = pattern -> LITERAL.test(pattern)
            || pattern.size() == 1
                    && KnownPatterns.ALL.contains(pattern.path("Regex").asText());
    private static final Predicate<JsonNode> BEHAVIOR =
            oneOf("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");
    private static final Map<String, Predicate<JsonNode>> NONE = OrderedMap.ofEntries();
    private static final Map<String, Predicate<JsonNode>> BYTE_LEVEL =
            OrderedMap.of("add_prefix_space", FLAG, "trim_offsets", FLAG, "use_regex", FLAG);
    private static final Map<String, Predicate<JsonNode>> METASPACE =
            OrderedMap.of("replacement", CHARACTER, "prepend_scheme", oneOf("always", "never", "first"), "split", FLAG);

    private static final Map<String, Map<String, Predicate<JsonNode>>> NORMALIZERS = OrderedMap.ofEntries(
            entry("NFC", NONE),
            entry("NFD", NONE),
            entry("NFKC", NONE),
            entry("NFKD", NONE),
            entry("Lowercase", NONE),
            entry("Prepend", OrderedMap.ofEntries(entry("prepend", SHORT))),
            entry("Replace", OrderedMap.of("pattern", LITERAL, "content", NON_EMPTY)),
            entry(
                    "Sequence",
                    OrderedMap.ofEntries(entry("normalizers", all(KnownParts::normalizer, MAX_SEQUENCE_LENGTH)))));
    private static final Map<String, Map<String, Predicate<JsonNode>>> PRE_TOKENIZERS = OrderedMap.ofEntries(
            entry("ByteLevel", BYTE_LEVEL),
            entry("Split", OrderedMap.of("pattern", PATTERN, "behavior", BEHAVIOR, "invert", FLAG)),
            entry("Digits", OrderedMap.ofEntries(entry("individual_digits", FLAG))),
            entry("Whitespace", NONE),
            entry("WhitespaceSplit", NONE),
            entry("Metaspace", METASPACE),
            entry(
                    "Sequence",
                    OrderedMap.ofEntries(entry("pretokenizers", all(KnownParts::preTokenizer, MAX_SEQUENCE_LENGTH)))));
    private static final Map<String, Map<String, Predicate<JsonNode>>> POST_PROCESSORS = OrderedMap.ofEntries(
            entry("ByteLevel", BYTE_LEVEL),
            entry(
                    "Sequence",
                    OrderedMap.ofEntries(entry("processors", all(KnownParts::postProcessor, MAX_SEQUENCE_LENGTH)))));
    private static final Map<String, Map<String, Predicate<JsonNode>>> DECODERS = OrderedMap.ofEntries(
            entry("ByteLevel", BYTE_LEVEL),
            entry("Fuse", NONE),
            entry("ByteFallback", NONE),
            entry("Metaspace", METASPACE),
            entry("Replace", OrderedMap.of("pattern", LITERAL, "content", JsonNode::isTextual)),
            entry("Strip", OrderedMap.of("content", CHARACTER, "start", KnownParts::small, "stop", KnownParts::zero)),
            entry("Sequence", OrderedMap.ofEntries(entry("decoders", all(KnownParts::decoder, MAX_SEQUENCE_LENGTH)))));
    private static final Map<String, Predicate<JsonNode>> ADDED = OrderedMap.ofEntries(
            entry("id", KnownParts::index),
            entry("content", KnownParts::added),
            entry("single_word", KnownParts::isFalse),
            entry("lstrip", KnownParts::isFalse),
            entry("rstrip", KnownParts::isFalse),
            entry("normalized", FLAG),
            entry("special", FLAG));
    private static final int ADDED_FIELDS = ADDED.size();
    private static final Set<String> KEYS = OrderedSet.of(
            "version",
            "truncation",
            "padding",
            "added_tokens",
            "normalizer",
            "pre_tokenizer",
            "post_processor",
            "decoder",
            "model");

    private KnownParts() {}

    /** The first unknown part of a tokenizer, for a message; empty if all parts are known. */
    static Optional<String> unknown(JsonNode json) {
        if (!json.isObject()) {
            return Optional.of("a file that is not a JSON object");
        }
        Optional<String> unknownKey = json.propertyStream()
                .map(Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .findFirst();
        return unknownKey.or(() -> Stream.of(
                        part(json, "version", version -> version.asText().equals("1.0")),
                        part(json, "truncation", JsonNode::isNull),
                        part(json, "padding", JsonNode::isNull),
                        part(json, "added_tokens", all(token -> fits(token, ADDED, ADDED_FIELDS), MAX_ADDED)),
                        part(json, "normalizer", optional(KnownParts::normalizer)),
                        part(json, "pre_tokenizer", optional(KnownParts::preTokenizer)),
                        part(json, "post_processor", optional(KnownParts::postProcessor)),
                        part(json, "decoder", optional(KnownParts::decoder)),
                        part(json, "model", KnownModels::known))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static Optional<String> part(JsonNode json, String name, Predicate<JsonNode> known) {
        String type = json.path(name).path("type").asText("");
        return known.test(json.path(name))
                ? Optional.empty()
                : Optional.of(type.isEmpty() ? name : "%s of type %s".formatted(name, type));
    }

    private static boolean normalizer(JsonNode node) {
        return typed(node, NORMALIZERS);
    }

    private static boolean preTokenizer(JsonNode node) {
        return typed(node, PRE_TOKENIZERS);
    }

    private static boolean decoder(JsonNode node) {
        return typed(node, DECODERS);
    }

    private static boolean postProcessor(JsonNode node) {
        return typed(node, POST_PROCESSORS) || KnownTemplates.known(node);
    }

    private static boolean typed(JsonNode node, Map<String, Map<String, Predicate<JsonNode>>> types) {
        Map<String, Predicate<JsonNode>> fields = types.get(node.path("type").asText());
        return fields != null && fits(node, fields, fields.size() + 1) && doesNotGrow(node);
    }

    /** Replacements that lengthen a text could do so repeatedly. */
    private static boolean doesNotGrow(JsonNode node) {
        return !node.path("type").asText().equals("Replace")
                || node.path("content").asText().length()
                        <= node.path("pattern").path("String").asText().length();
    }

    private static boolean added(JsonNode content) {
        return NON_EMPTY.test(content) && content.textValue().length() <= MAX_ADDED_LENGTH;
    }

    /** Whether a section has exactly these fields, each valid. */
    private static boolean fits(JsonNode node, Map<String, Predicate<JsonNode>> fields, int count) {
        return node.isObject()
                && node.size() == count
                && fields.entrySet().stream().allMatch(field -> field.getValue().test(node.path(field.getKey())));
    }

    private static Predicate<JsonNode> optional(Predicate<JsonNode> known) {
        return node -> node.isNull() || known.test(node);
    }

    private static Predicate<JsonNode> all(Predicate<JsonNode> known, int max) {
        return list ->
                list.isArray() && list.size() <= max && list.valueStream().allMatch(known);
    }

    private static Predicate<JsonNode> oneOf(String... names) {
        Set<String> all = OrderedSet.of(names);
        return node -> node.isTextual() && all.contains(node.textValue());
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    private static boolean index(JsonNode node) {
        return node.isInt() && node.intValue() >= 0;
    }

    private static boolean small(JsonNode node) {
        return index(node) && node.intValue() <= MAX_LITERAL_LENGTH;
    }

    private static boolean zero(JsonNode node) {
        return node.isInt() && node.intValue() == 0;
    }
}
