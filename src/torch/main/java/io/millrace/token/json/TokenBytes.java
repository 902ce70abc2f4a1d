package io.millrace.token.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.TokenIds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of every token, so that decoding is a table lookup. Special tokens and unused ids have no bytes.
 *
 * <p>Tokens may split a character: its bytes are joined before decoding; incomplete characters become U+FFFD, as in
 * Hugging Face's library. Immutable and thread-safe.
 */
final class TokenBytes {
    /** Characters of a byte-level vocabulary, by byte. */
    private static final int[] WRITTEN = written();

    private final byte[] bytes;
    private final int[] ends;

    private TokenBytes(byte[][] tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ends = new int[tokens.length];
        for (int id = 0; id < tokens.length; id++) {
            all.writeBytes(tokens[id]);
            ends[id] = all.size();
        }
        bytes = all.toByteArray();
    }

    /**
     * The bytes of the tokens of a tokenizer.json.
     *
     * @return empty if its decoder does more than join tokens, either byte by byte or literally
     */
    static Optional<TokenBytes> of(JsonNode json) {
        String decoder = json.path("decoder").path("type").asText();
        JsonNode vocabulary = json.path("model").path("vocab");
        boolean byteLevel = decoder.equals("ByteLevel");
        if (!byteLevel && !decoder.equals("Fuse") || !vocabulary.isObject()) {
            return Optional.empty();
        }
        Map<Integer, Integer> byteOf = new LinkedHashMap<>();
        for (int b = 0; byteLevel && b < WRITTEN.length; b++) {
            byteOf.put(WRITTEN[b], b);
        }
        List<byte[]> tokens = new ArrayList<>();
        vocabulary.properties().forEach(token -> put(tokens, token.getValue().asInt(), bytes(token.getKey(), byteOf)));
        for (JsonNode added : json.path("added_tokens")) {
            boolean special = added.path("special").asBoolean();
            put(
                    tokens,
                    added.path("id").asInt(),
                    special ? new byte[0] : bytes(added.path("content").asText(), byteOf));
        }
        return Optional.of(new TokenBytes(tokens.toArray(byte[][]::new)));
    }

    private static void put(List<byte[]> tokens, int id, byte[] token) {
        while (tokens.size() <= id) {
            tokens.add(new byte[0]);
        }
        tokens.set(id, token);
    }

    /** A token's bytes: those that its characters represent, or, if one represents none, its UTF-8 bytes. */
    private static byte[] bytes(String token, Map<Integer, Integer> byteOf) {
        int[] characters = token.codePoints().toArray();
        if (!Arrays.stream(characters).allMatch(byteOf::containsKey)) {
            return token.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[characters.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = requireNonNull(byteOf.get(characters[i])).byteValue();
        }
        return bytes;
    }

    /**
     * GPT-2's table: printable bytes of Latin-1 represent themselves, the others are mapped to U+0100 and following, in
     * order.
     */
    private static int[] written() {
        int[] written = new int[256];
        int next = 0x100;
        for (int b = 0; b < written.length; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            written[b] = printable ? b : next++;
        }
        return written;
    }

    /**
     * A copy with text for some special tokens.
     *
     * @param texts texts by id
     */
    TokenBytes showing(Map<Integer, String> texts) {
        List<byte[]> tokens = new ArrayList<>(ends.length);
        for (int id = 0; id < ends.length; id++) {
            tokens.add(Arrays.copyOfRange(bytes, id == 0 ? 0 : ends[id - 1], ends[id]));
        }
        texts.forEach((id, text) -> put(tokens, id, text.getBytes(StandardCharsets.UTF_8)));
        return new TokenBytes(tokens.toArray(byte[][]::new));
    }

    /** Characters of a byte-level vocabulary for the 256 bytes, by byte. */
    static List<String> alphabet() {
        return Arrays.stream(WRITTEN).mapToObj(Character::toString).toList();
    }

    /** The text of tokens. */
    String decode(TokenIds tokens) {
        Detokenizer text = new Detokenizer();
        for (int id : tokens.ids()) {
            add(id, text);
        }
        return text.toString();
    }

    /** The number of tokens within a text's first characters; a token that extends beyond them is not counted. */
    int tokensBefore(TokenIds tokens, int characters) {
        Detokenizer text = new Detokenizer();
        int[] ids = tokens.ids();
        int before = 0;
        while (before < ids.length) {
            add(ids[before], text);
            if (text.length() > characters) {
                return before;
            }
            before++;
        }
        return before;
    }

    private void add(int id, Detokenizer text) {
        if (id >= 0 && id < ends.length) {
            for (int i = id == 0 ? 0 : ends[id - 1]; i < ends[id]; i++) {
                text.add(bytes[i]);
            }
        }
    }
}
