package io.millrace.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A tokenizer like byte-level BPE: a token for each byte, and some tokens for sequences of bytes, across character boundaries. */
public final class ByteTokens implements Tokenizer {
    private static final int BYTES = 256;

    private final List<String> tokens;

    /** @param merged bytes of further tokens, as Latin-1 text */
    private ByteTokens(Stream<String> merged) {
        tokens = Stream.concat(IntStream.range(0, BYTES).mapToObj(b -> String.valueOf((char) b)), merged)
                .toList();
    }

    /** A tokenizer with these texts as single tokens. */
    public static ByteTokens of(String... texts) {
        return new ByteTokens(Stream.of(texts).map(text -> new String(text.getBytes(UTF_8), ISO_8859_1)));
    }

    /** Repeatedly takes the longest matching token. */
    @Override
    public TokenIds encode(String text) {
        String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
        List<Integer> ids = new ArrayList<>();
        for (int at = 0;
                at < bytes.length();
                at += tokens.get(ids.get(ids.size() - 1)).length()) {
            int from = at;
            ids.add(IntStream.range(0, tokens.size())
                    .filter(id -> bytes.startsWith(tokens.get(id), from))
                    .boxed()
                    .max(Comparator.comparingInt(id -> tokens.get(id).length()))
                    .orElseThrow());
        }
        return new TokenIds(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public String decode(TokenIds ids) {
        String bytes = IntStream.of(ids.ids()).mapToObj(tokens::get).collect(Collectors.joining());
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        return encode(messages.stream().map(ChatMessage::content).collect(Collectors.joining("\n")));
    }

    @Override
    public List<Integer> stopIds() {
        return List.of(0);
    }

    @Override
    public int vocabulary() {
        return tokens.size();
    }
}
