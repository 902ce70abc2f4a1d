package io.millrace.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.check.Require;
import io.millrace.json.JsonMappers;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One token per character, like verl's character tokenizer.
 *
 * <pre>
 *   0 separator   1 end   2 padding   3 unknown   4.. the characters of the alphabet
 * </pre>
 *
 * <p>A conversation is encoded as the joined contents of its messages and one separator. Special tokens have no text.
 */
public final class CharacterTokenizer implements Tokenizer {
    private static final int SEPARATOR = 0;
    private static final int END = 1;
    private static final int UNKNOWN = 3;
    private static final int FIRST = 4;
    private static final String TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
            + "{% if add_generation_prompt %}{{ sep_token }}{% endif %}";

    private final int[] alphabet;
    private final Map<Integer, Integer> ids = new LinkedHashMap<>();
    private final List<Integer> stopIds;

    private CharacterTokenizer(int[] alphabet, List<Integer> stopIds) {
        this.alphabet = alphabet;
        this.stopIds = stopIds;
        for (int i = 0; i < alphabet.length; i++) {
            Require.that(
                    ids.put(alphabet[i], FIRST + i) == null,
                    "character tokenizer: characters must be distinct, had %s twice",
                    Character.toString(alphabet[i]));
        }
    }

    /** A tokenizer whose tokens are the characters of a text, in order. */
    public static CharacterTokenizer of(String alphabet) {
        return new CharacterTokenizer(alphabet.codePoints().toArray(), List.of(END));
    }

    static CharacterTokenizer parse(ModelFiles files) {
        Path file = files.folder().resolve(ModelFiles.TOKENIZER_CONFIG);
        JsonNode ords = files.tokenizerConfig().path("char_ords");
        int[] alphabet = new int[ords.size()];
        for (int i = 0; i < alphabet.length; i++) {
            alphabet[i] = ords.get(i).asInt(-1);
            if (!Character.isValidCodePoint(alphabet[i])) {
                throw new PolicyException(
                        "%s: char_ords must be Unicode code points, was %s".formatted(file, ords.get(i)));
            }
        }
        Set<Integer> named = files.stopIds();
        try {
            return new CharacterTokenizer(alphabet, named.isEmpty() ? List.of(END) : List.copyOf(named));
        } catch (IllegalArgumentException e) {
            throw new PolicyException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Writes tokenizer_config.json, from which {@link Tokenizers#load} recreates this tokenizer.
     *
     * @param maxTokens maximum context of the model, in tokens
     */
    public void write(Path folder, int maxTokens) {
        JsonMapper mapper = JsonMappers.plain();
        ObjectNode config = mapper.createObjectNode();
        config.set("char_ords", mapper.valueToTree(alphabet));
        config.put("model_max_length", maxTokens).put("chat_template", TEMPLATE);
        Path file = folder.resolve("tokenizer_config.json");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
        } catch (IOException e) {
            throw new PolicyException("%s: could not be written: %s".formatted(file, e), e);
        }
    }

    @Override
    public TokenIds encode(String text) {
        return new TokenIds(
                text.codePoints().map(c -> ids.getOrDefault(c, UNKNOWN)).toArray());
    }

    @Override
    public String decode(TokenIds tokens) {
        StringBuilder text = new StringBuilder();
        for (int id : tokens.ids()) {
            if (id >= FIRST && id < vocabulary()) {
                text.appendCodePoint(alphabet[id - FIRST]);
            }
        }
        return text.toString();
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        int[] text = encode(messages.stream().map(ChatMessage::content).collect(Collectors.joining()))
                .ids();
        int[] prompt = Arrays.copyOf(text, text.length + 1);
        prompt[text.length] = SEPARATOR;
        return new TokenIds(prompt);
    }

    @Override
    public List<Integer> stopIds() {
        return stopIds;
    }

    @Override
    public int vocabulary() {
        return FIRST + alphabet.length;
    }
}
