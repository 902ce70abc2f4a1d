package io.millrace.token.library;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Recognizes post-processors of type {@code TemplateProcessing} that are known to be safe: each special token is
 * declared, and the text occurs exactly once in the template of a single text.
 */
final class KnownTemplates {
    /** Maximum number of pieces in a template, and of tokens in a piece. */
    private static final int MAX_PIECES = 16;

    private KnownTemplates() {}

    static boolean known(JsonNode processor) {
        JsonNode tokens = processor.path("special_tokens");
        JsonNode single = processor.path("single");
        return processor.path("type").asText().equals("TemplateProcessing")
                && processor.size() == 4
                && tokens.isObject()
                && tokens.propertyStream().allMatch(token -> token(token.getKey(), token.getValue()))
                && single.isArray()
                && single.size() <= MAX_PIECES
                && processor.path("pair").size() <= MAX_PIECES
                && single.valueStream().allMatch(piece -> piece(piece, tokens))
                && single.valueStream().filter(KnownTemplates::isText).count() == 1
                && single.valueStream()
                        .filter(KnownTemplates::isText)
                        .allMatch(piece ->
                                piece.path("Sequence").path("id").asText().equals("A"))
                && processor.path("pair").isArray()
                && processor.path("pair").valueStream().allMatch(piece -> piece(piece, tokens));
    }

    private static boolean isText(JsonNode piece) {
        return piece.has("Sequence");
    }

    private static boolean piece(JsonNode piece, JsonNode tokens) {
        JsonNode body = piece.path(isText(piece) ? "Sequence" : "SpecialToken");
        String id = body.path("id").isTextual() ? body.path("id").textValue() : "";
        return piece.size() == 1
                && body.size() == 2
                && index(body.path("type_id"))
                && (isText(piece) ? id.equals("A") || id.equals("B") : tokens.has(id));
    }

    private static boolean token(String id, JsonNode token) {
        JsonNode ids = token.path("ids");
        JsonNode texts = token.path("tokens");
        return token.size() == 3
                && token.path("id").isTextual()
                && token.path("id").textValue().equals(id)
                && ids.isArray()
                && texts.isArray()
                && ids.size() == texts.size()
                && ids.size() <= MAX_PIECES
                && ids.valueStream().allMatch(KnownTemplates::index)
                && texts.valueStream().allMatch(JsonNode::isTextual);
    }

    private static boolean index(JsonNode node) {
        return node.isInt() && node.intValue() >= 0;
    }
}
