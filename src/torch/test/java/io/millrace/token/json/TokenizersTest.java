package io.millrace.token.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.testkit.Pipes;
import io.millrace.testkit.SharedFiles;
import io.millrace.token.CharacterTokenizer;
import io.millrace.token.ChatConfig;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.token.UnreadablePromptException;
import io.millrace.torch.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizersTest {
    private static final String WORDS = """
            {"version": "1.0", "truncation": null, "padding": null, "normalizer": null, "post_processor": null,
             "pre_tokenizer": {"type": "Whitespace"}, "decoder": null,
             "added_tokens": [
              {"id": 4, "content": "<|im_start|>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
              {"id": 5, "content": "<|im_end|>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
             "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "<|im_start|>": 4, "<|im_end|>": 5, "one": 1, "two": 2, "user": 3, "assistant": 6, "system": 7, "rules": 8}}}
            """;

    private static final String BEGINNING = """
            "post_processor": {"type": "TemplateProcessing",
             "single": [{"SpecialToken": {"id": "<|im_start|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}%s],
             "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
             "special_tokens": {
              "<|im_start|>": {"id": "<|im_start|>", "ids": [4], "tokens": ["<|im_start|>"]},
              "<|im_end|>": {"id": "<|im_end|>", "ids": [5], "tokens": ["<|im_end|>"]}}}""";

    private static final String CHAT =
            "{% for m in messages %}{{ '<|im_start|>' + m.role + ' ' + m.content + '<|im_end|>' }}{% endfor %}"
                    + "{{ '<|im_start|>assistant' }}";

    @TempDir
    Path folder;

    @Test
    void verlsTokenizerGivesItsEightPromptTokens() {
        Optional<Path> verl = TestModels.verl();
        assumeTrue(verl.isPresent(), "shared/digit-completion is not on this machine");
        Tokenizer tokenizer = Tokenizers.load(verl.orElseThrow());
        assertThat(tokenizer.prompt(List.of(ChatMessage.user("8,3:9,4"))))
                .isEqualTo(new TokenIds(12, 14, 7, 15, 13, 14, 8, 0));
        assertThat(tokenizer.stopIds()).containsExactly(1);
        assertThat(tokenizer.vocabulary()).isEqualTo(16);
    }

    @Test
    void charactersBecomeTokensInTheOrderOfTheAlphabet() {
        Tokenizer tokenizer = CharacterTokenizer.of("ab\uD83D\uDE00");
        assertThat(tokenizer.encode("b\uD83D\uDE00ax")).isEqualTo(new TokenIds(5, 6, 4, 3));
        assertThat(tokenizer.decode(new TokenIds(0, 5, 6, 4, 3, 2, 1, 99))).isEqualTo("b\uD83D\uDE00a");
        assertThat(tokenizer.vocabulary()).isEqualTo(7);
    }

    @Test
    void aWrittenAlphabetIsReadAgain() {
        CharacterTokenizer.of("0123,:").write(folder, 64);
        Tokenizer read = Tokenizers.load(folder);
        assertThat(read.encode("3:")).isEqualTo(new TokenIds(7, 9));
        assertThat(read.prompt(List.of(ChatMessage.user("0"), new ChatMessage("assistant", "1"))))
                .isEqualTo(new TokenIds(4, 5, 0));
        assertThat(read.stopIds()).containsExactly(1);
    }

    @Test
    void duplicateCharactersAreRejected() throws IOException {
        write("tokenizer_config.json", "{\"char_ords\": [97, 98, 97]}");
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder.resolve("tokenizer_config.json")
                        + ": character tokenizer: characters must be distinct, had a twice");
    }

    @Test
    void invalidCodePointsAreRejected() throws IOException {
        write("tokenizer_config.json", "{\"char_ords\": [97, \"b\"]}");
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .hasMessage(
                        folder.resolve("tokenizer_config.json") + ": char_ords must be Unicode code points, was \"b\"");
    }

    @Test
    void aFolderWithoutATokenizerIsRefused() {
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .hasMessage(
                        folder
                                + ": must contain tokenizer.json, or tokenizer_config.json with char_ords, had neither; convert the tokenizer to tokenizer.json");
    }

    @Test
    void tokenizerJsonEncodesAndDecodesWithoutSpecialTokens() throws IOException {
        write("tokenizer.json", WORDS);
        write("config.json", "{\"eos_token_id\": [5, 4], \"vocab_size\": 12}");
        Tokenizer tokenizer = Tokenizers.load(folder);
        assertThat(tokenizer.encode("two one three")).isEqualTo(new TokenIds(2, 1, 0));
        assertThat(tokenizer.decode(new TokenIds(2, 5, 1))).isEqualTo("two one");
        assertThat(tokenizer.stopIds()).containsExactly(5, 4);
        assertThat(tokenizer.vocabulary()).isEqualTo(12);
    }

    @Test
    void withoutATemplateContentsAreJoined() throws IOException {
        write("tokenizer.json", WORDS);
        write("tokenizer_config.json", "{\"eos_token\": {\"content\": \"<|im_end|>\"}}");
        Tokenizer tokenizer = Tokenizers.load(folder);
        assertThat(tokenizer.prompt(List.of(ChatMessage.user("two "), ChatMessage.user("one"))))
                .isEqualTo(new TokenIds(2, 1));
        assertThat(tokenizer.promptRemarks())
                .containsExactly(
                        "the policy's folder has no chat template: the contents of a conversation's turns are joined, without roles; choose one with policy.chat.template");
        assertThat(tokenizer.stopIds()).containsExactly(5);
        assertThat(tokenizer.vocabulary()).isEqualTo(9);
    }

    @Test
    void aTemplateInAnotherFileOfTheFolderIsFound() {
        Path case1 =
                SharedFiles.file("cases/template-elsewhere/chat_template.json").getParent();
        Tokenizer tokenizer = Tokenizers.load(case1);
        assertThat(tokenizer.promptRemarks()).isEmpty();
        assertThat(tokenizer.decode(tokenizer.prompt(List.of(ChatMessage.user("1+1?")))))
                .isEqualTo("user: 1+1?\nassistant: ");
    }

    @Test
    void withoutATemplateThePostProcessorOpensThePrompt() throws IOException {
        write("tokenizer.json", WORDS.replace("\"post_processor\": null", BEGINNING.formatted("")));
        write("config.json", "{\"eos_token_id\": 5}");
        Tokenizer tokenizer = Tokenizers.load(folder);
        assertThat(tokenizer.prompt(List.of(ChatMessage.user("two one")))).isEqualTo(new TokenIds(4, 2, 1));
        assertThat(tokenizer.encode("two one")).isEqualTo(new TokenIds(2, 1));
    }

    @Test
    void aStopTokenThatThePostProcessorAddsDoesNotEndThePrompt() throws IOException {
        String end = ", {\"SpecialToken\": {\"id\": \"<|im_end|>\", \"type_id\": 0}}";
        write("tokenizer.json", WORDS.replace("\"post_processor\": null", BEGINNING.formatted(end)));
        write("config.json", "{\"eos_token_id\": 5}");
        assertThat(Tokenizers.load(folder).prompt(List.of(ChatMessage.user("two one"))))
                .isEqualTo(new TokenIds(4, 2, 1));
    }

    @Test
    void aTemplateReplacesThePostProcessor() throws IOException {
        write("tokenizer.json", WORDS.replace("\"post_processor\": null", BEGINNING.formatted("")));
        write("config.json", "{\"eos_token_id\": 5}");
        write("chat_template.jinja", CHAT);
        assertThat(Tokenizers.load(folder).prompt(List.of(ChatMessage.user("one"))))
                .isEqualTo(new TokenIds(4, 3, 1, 5, 4, 6));
    }

    @Test
    void anotherTemplateCanBeChosen() throws IOException {
        write(
                "tokenizer.json",
                WORDS.replace("\"rules\": 8", "\"You\": 8, \"are\": 9, \"a\": 10, \"helpful\": 11, \".\": 12"));
        write("config.json", "{\"eos_token_id\": 5}");
        write("chat_template.jinja", "{% not jinja");
        ChatConfig chatMl = new ChatConfig(ChatConfig.Source.CHATML, ChatConfig.Thinking.AUTO, "2024-07-26");
        Tokenizer tokenizer = Tokenizers.load(folder, chatMl);
        assertThat(tokenizer.prompt(List.of(ChatMessage.user("one"))))
                .isEqualTo(new TokenIds(4, 7, 8, 9, 10, 11, 6, 12, 5, 4, 3, 1, 5, 4, 6));
        assertThat(Tokenizers.load(folder, chatMl)).isSameAs(tokenizer);
        assertThatThrownBy(() -> Tokenizers.load(folder)).isInstanceOf(PolicyException.class);
    }

    @Test
    void aPromptOutsideTheVocabularyIsRefused() throws IOException {
        write("tokenizer.json", WORDS);
        write("config.json", "{\"eos_token_id\": 5}");
        write("chat_template.jinja", CHAT);
        Tokenizer tokenizer = Tokenizers.load(folder);
        assertThat(tokenizer.unknown()).hasValue(0);
        assertThatThrownBy(() -> tokenizer.prompt(List.of(ChatMessage.user("one two three"))))
                .isInstanceOf(PolicyException.class)
                .hasMessage("prompt: contains text that is not in the vocabulary, at token 4, after 'user one two'");
    }

    @Test
    void aTemplateOutsideTheVocabularyIsRefused() throws IOException {
        write("tokenizer.json", WORDS);
        write("config.json", "{\"eos_token_id\": 5}");
        write("chat_template.jinja", "{{ '<|im_start|>human ' + messages[0].content }}");
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .hasMessage(folder.resolve("chat_template.jinja")
                        + ": chat template: contains text that is not in the vocabulary, at token 1, after ''");
    }

    @Test
    void aFolderWithoutAnEndTokenIsRejected() throws IOException {
        write("tokenizer.json", WORDS);
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .hasMessage(folder
                        + ": must name the tokens that end a response as eos_token_id in config.json, named none");
    }

    @Test
    void aBrokenTokenizerJsonIsRefused() throws IOException {
        write("tokenizer.json", "{\"model\": {\"type\": \"Nonsense\"}}");
        write("config.json", "{\"eos_token_id\": 5}");
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(folder.resolve("tokenizer.json") + ": is not a tokenizer: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"unk_token\": \"?\" | \"unk_token\": \"\\ud800\" | texts must not contain unpaired surrogates, was '\uFFFD'",
                "\"one\": 1 | \"\\ud800\": 1 | is not a JSON file: line 6, column 112: Broken surrogate pair in field name",
                "\"one\": 1 | \"two\": 1 | is not a JSON file: line 6, column 120: Duplicate field 'two'",
                "\"one\": 1 | \"one\": 2147483647 | token ids must be whole numbers in [0, 1000011), which is the number of tokens plus 1000000; that of 'one' was 2147483647",
                "\"one\": 1 | \"one\": -1 | token ids must be whole numbers in [0, 1000011), which is the number of tokens plus 1000000; that of 'one' was -1",
                "\"one\": 1 | \"one\": 1.5 | token ids must be whole numbers in [0, 1000011), which is the number of tokens plus 1000000; that of 'one' was 1.5"
            })
    void anAmbiguousVocabularyIsRejected(String good, String bad, String rule) throws IOException {
        write("tokenizer.json", WORDS.replace(good, bad));
        write("config.json", "{\"eos_token_id\": 5}");
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(folder.resolve("tokenizer.json") + ": " + rule);
    }

    @Test
    void aDeepFileIsRefusedBeforeTheLibraryReadsIt() throws IOException {
        write(
                "tokenizer.json",
                WORDS.replace("\"decoder\": null", "\"decoder\": " + "[".repeat(200) + "]".repeat(200)));
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(folder.resolve("tokenizer.json")
                        + ": is not a JSON file: Document nesting depth (101) exceeds the maximum allowed");
    }

    @Test
    void aPipeInThePlaceOfAFileIsRefused() throws Exception {
        Pipes.make(folder.resolve("tokenizer.json"));
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("must be a regular file, was a pipe, a device or a socket");
    }

    @Test
    void aStopTokenThatIsNotATokenIdIsRefused() throws IOException {
        write("tokenizer.json", WORDS);
        write("generation_config.json", "{\"eos_token_id\": [5, 2147483648]}");
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder.resolve("generation_config.json")
                        + ": eos_token_id must be token ids in [0, 16777216), was 2147483648");
    }

    @Test
    void aVocabularySizeBeyondAllModelsIsRefused() throws IOException {
        write("tokenizer.json", WORDS);
        write("config.json", "{\"eos_token_id\": 5, \"vocab_size\": 2147483647}");
        assertThatThrownBy(() -> Tokenizers.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder.resolve("config.json")
                        + ": vocab_size must be a whole number up to 16777216, was 2147483647");
    }

    @Test
    void aPromptThatAbortsTheLibraryIsUnreadableAndTheNextOneIsRead() throws IOException {
        write(
                "tokenizer.json",
                WORDS.replace(
                        "{\"type\": \"Whitespace\"}",
                        "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"(a+)+b\"}, \"behavior\": \"Isolated\", \"invert\": false}"));
        write("config.json", "{\"eos_token_id\": 5}");
        Tokenizer tokenizer = Tokenizers.load(folder);
        assertThatThrownBy(() -> tokenizer.prompt(List.of(ChatMessage.user("a".repeat(20_000)))))
                .isInstanceOf(UnreadablePromptException.class)
                .hasMessageContaining("text of 20000 characters cannot be encoded: the library aborted its process");
        assertThat(tokenizer.encode("one")).isEqualTo(new TokenIds(1));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
