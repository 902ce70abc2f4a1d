package io.millrace.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.ModelFiles;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokenizers of the kind that Llama-3, Qwen and DeepSeek models have. */
class ByteLevelTest {
    private static final String TEXT = "Then the naïve café: é, 漢字, \uD83D\uDE00 and 1234.\n\n\tEnd  ";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void textSurvivesARoundTrip(ModelKit model) {
        Tokenizer tokenizer = Tokenizers.load(model.write(folder));
        TokenIds tokens = tokenizer.encode(TEXT);
        assertThat(tokenizer.decode(tokens)).isEqualTo(TEXT);
        assertThat(tokens.size()).isGreaterThan(TEXT.length() / 2);
        assertThat(tokenizer.vocabulary()).isEqualTo(model.vocabulary());
    }

    @Test
    void mergedBytesAreOneToken() {
        Tokenizer tokenizer = Tokenizers.load(ModelKit.QWEN2_5.write(folder));
        assertThat(tokenizer.encode(" the")).isEqualTo(new TokenIds(259));
        assertThat(tokenizer.encode("é")).isEqualTo(new TokenIds(262));
        // The first two of four bytes are merged, and the others are separate tokens.
        assertThat(tokenizer.encode("\uD83D\uDE00")).isEqualTo(new TokenIds(263, 0x98, 0x80));
    }

    @Test
    void aCharacterIsDecodedWithItsLastByte() {
        Tokenizer tokenizer = Tokenizers.load(ModelKit.QWEN2_5.write(folder));
        assertThat(tokenizer.decode(new TokenIds('a', 263))).isEqualTo("a\uFFFD");
        assertThat(tokenizer.decode(new TokenIds('a', 263, 0x98))).isEqualTo("a\uFFFD");
        assertThat(tokenizer.decode(new TokenIds('a', 263, 0x98, 0x80))).isEqualTo("a\uD83D\uDE00");
        assertThat(tokenizer.decode(new TokenIds(263, 'a', 0x80))).isEqualTo("\uFFFDa\uFFFD");
    }

    @ParameterizedTest
    @EnumSource
    void randomTokensAreDecodedAsTheLibraryDecodesThem(ModelKit model) {
        Vocabulary vocabulary = Vocabulary.read(ModelFiles.of(model.write(folder)));
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            int beyond = i % 2 == 0 ? 0 : 5;
            TokenIds tokens = new TokenIds(random.ints(1 + random.nextInt(12), 0, model.vocabulary() + beyond)
                    .map(id -> random.nextInt(4) == 0 ? 0x80 + id % 0x80 : id)
                    .toArray());
            assertThat(vocabulary.decode(tokens))
                    .as("seed %d, %s", seed, tokens)
                    .isEqualTo(vocabulary.decodeByLibrary(tokens));
        }
    }

    @Test
    void tokensBeforeACharacterAreTheLongestPrefixThatFits() {
        Tokenizer tokenizer = Tokenizers.load(ModelKit.QWEN3.write(folder));
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            TokenIds tokens = new TokenIds(random.ints(20, 0, ModelKit.QWEN3.vocabulary())
                    .map(id -> random.nextInt(3) == 0 ? 0x80 + id % 0x80 : id)
                    .toArray());
            int characters = random.nextInt(25);
            int before = 0;
            while (before < tokens.size()
                    && decoded(tokenizer, tokens, before + 1).length() <= characters) {
                before++;
            }
            assertThat(tokenizer.tokensBefore(tokens, characters))
                    .as("%s", tokens)
                    .isEqualTo(before);
        }
    }

    private static String decoded(Tokenizer tokenizer, TokenIds tokens, int first) {
        return tokenizer.decode(new TokenIds(Arrays.copyOf(tokens.ids(), first)));
    }

    @Test
    void symbolsAreDecodedAsTheLibraryDecodesThem() {
        new SymbolVocabulary(List.of("a", "é", "\n\n", "wait ", "\uD83D\uDE00")).write(folder, 64);
        Vocabulary vocabulary = Vocabulary.read(ModelFiles.of(folder));
        TokenIds all = new TokenIds(11, 10, 9, 0, 8, 7, 1, 2, 3, 4, 5, 6, 99);
        assertThat(vocabulary.decode(all))
                .isEqualTo("\uD83D\uDE00wait \n\néa")
                .isEqualTo(vocabulary.decodeByLibrary(all));
    }

    @Test
    void specialTokensAreEncodedInPromptsAndDecodedToNothing() {
        Tokenizer tokenizer = Tokenizers.load(ModelKit.QWEN3.write(folder));
        int start = ModelKit.QWEN3.id("<|im_start|>");
        int end = ModelKit.QWEN3.id("<|im_end|>");
        TokenIds prompt = tokenizer.prompt(List.of(ChatMessage.user("!")));
        assertThat(prompt.ids())
                .startsWith(start, 'u', 's', 'e', 'r')
                .endsWith(start, 'a', 's', 's', 'i', 's', 't', 258, 't', '\n');
        assertThat(prompt.ids()).contains(end);
        assertThat(tokenizer.decode(prompt)).isEqualTo("user\n!\nassistant\n");
    }

    @Test
    void thinkTagsAreTokensWithText() {
        Tokenizer tokenizer = Tokenizers.load(ModelKit.QWEN3.write(folder));
        TokenIds tags = new TokenIds(ModelKit.QWEN3.id("<think>"), ModelKit.QWEN3.id("</think>"));
        assertThat(tokenizer.encode("<think></think>")).isEqualTo(tags);
        assertThat(tokenizer.decode(tags)).isEqualTo("<think></think>");
    }

    @ParameterizedTest
    @EnumSource(names = {"LLAMA_3_1", "DEEPSEEK_R1"})
    void theBeginningOfTextTokenIsAddedOnce(ModelKit model) throws IOException {
        Tokenizer tokenizer = Tokenizers.load(model.write(folder));
        List<ChatMessage> asked = List.of(ChatMessage.user("!"));
        assertThat(tokenizer.prompt(asked).ids()).startsWith(ModelKit.FIRST);
        assertThat(tokenizer.prompt(asked).ids()).containsOnlyOnce(ModelKit.FIRST);
        Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
        Tokenizer bare = Tokenizers.load(folder);
        assertThat(bare.prompt(asked)).isEqualTo(new TokenIds(ModelKit.FIRST, '!'));
        assertThat(bare.prompt(List.of(ChatMessage.user(special(model) + "!"))))
                .isEqualTo(new TokenIds(ModelKit.FIRST, '!'));
        assertThat(bare.encode("!")).isEqualTo(new TokenIds('!'));
    }

    private static String special(ModelKit model) {
        return model == ModelKit.LLAMA_3_1 ? "<|begin_of_text|>" : "<｜begin▁of▁sentence｜>";
    }

    @Test
    void everyStopTokenOfTheFolderEndsAResponse() {
        ModelKit.LLAMA_3_1.write(folder);
        assertThat(Tokenizers.load(folder).stopIds())
                .containsExactly(ModelKit.LLAMA_3_1.id("<|eot_id|>"), ModelKit.LLAMA_3_1.id("<|end_of_text|>"));
    }

    @Test
    void theTokenizersEndTokenEndsAResponse() throws IOException {
        ModelKit.LLAMA_3_1.write(folder);
        int end = ModelKit.LLAMA_3_1.id("<|end_of_text|>");
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": %d}".formatted(end));
        assertThat(Tokenizers.load(folder).stopIds()).containsExactly(end, ModelKit.LLAMA_3_1.id("<|eot_id|>"));
    }
}
