package io.millrace.token.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.TokenIds;
import io.millrace.task.Demonstration;
import io.millrace.task.PromptGenerator;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolVocabularyTest {
    @TempDir
    Path folder;

    @Test
    void theLongestSymbolAtTheLeftmostPlaceIsTaken() {
        Tokenizer tokenizer = tokenizer(List.of("a", "ab", "\n", "\n\n", "wait "));
        assertThat(tokenizer.encode("aab\n\n\nwait a")).isEqualTo(new TokenIds(7, 8, 10, 9, 11, 7));
        assertThat(tokenizer.vocabulary()).isEqualTo(12);
        assertThat(tokenizer.stopIds()).containsExactly(1);
    }

    @Test
    void unknownTextHasNoTokens() {
        Tokenizer tokenizer = tokenizer(List.of("a", "b"));
        assertThat(tokenizer.encode("aqu\u00E9b")).isEqualTo(new TokenIds(7, 0, 8));
        assertThat(tokenizer.decode(new TokenIds(7, 0, 8, 1, 2))).isEqualTo("ab");
        assertThat(tokenizer.encode("")).isEqualTo(new TokenIds());
    }

    @Test
    void aConversationIsChatMl() {
        Tokenizer tokenizer = tokenizer(List.of("a", "b"));
        assertThat(tokenizer.prompt(List.of(new ChatMessage("system", "b"), ChatMessage.user("a"))))
                .isEqualTo(new TokenIds(4, 8, 3, 5, 7, 3, 6));
    }

    @Test
    void promptsAndDemonstrationsOfTheReasonTaskSurviveARoundTrip() {
        PromptGenerator task =
                ConfigReader.defaults().tasks().generator("reason").orElseThrow();
        Tokenizer tokenizer = tokenizer(task.symbols());
        SplittableRandom random = new SplittableRandom(1);
        for (Prompt prompt : task.prompts(Part.TRAIN, 300, 1)) {
            Demonstration demonstration = task.demonstration(prompt, 0.3, random);
            for (String text : List.of(
                    prompt.messages().get(0).content(),
                    demonstration.opening() + demonstration.response(),
                    prompt.messages().get(0).content() + "\nwrong:\n" + task.failure(prompt, random) + "\n")) {
                TokenIds tokens = tokenizer.encode(text);
                assertThat(tokenizer.decode(tokens)).isEqualTo(text);
                assertThat(tokens.ids()).doesNotContain(0);
            }
        }
    }

    @Test
    void emptyAndDuplicateSymbolsAreRejected() {
        assertThatThrownBy(() -> new SymbolVocabulary(List.of("a", "")))
                .hasMessage("symbols: must not be empty, was one of 2");
        assertThatThrownBy(() -> new SymbolVocabulary(List.of("a", "a")))
                .hasMessageStartingWith("symbols: must differ from each other and from ")
                .hasMessageEndingWith("were [a, a]");
    }

    private Tokenizer tokenizer(List<String> symbols) {
        new SymbolVocabulary(symbols).write(folder, 64);
        return Tokenizers.load(folder);
    }
}
