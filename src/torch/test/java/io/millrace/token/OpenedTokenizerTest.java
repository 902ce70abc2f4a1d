package io.millrace.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thought;
import io.millrace.text.Thoughts;
import io.millrace.token.json.ModelKit;
import io.millrace.token.json.SymbolVocabulary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenedTokenizerTest {
    private static final ThinkingConfig TAGS = new ThinkingConfig("<think>", "</think>", "", List.of("wait"));
    private static final String ELLIPSIS = "<think>\n...\n";
    private static final List<ChatMessage> ASKED = List.of(ChatMessage.user("!"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "assistant/       | <think>/.../ | <think>/.../",
                "assistant/<think>/  | <think>/.../ | .../",
                "assistant/<think>   | <think>/.../ | /.../",
                "assistant/<think>// | <think>/.../ | .../",
                "assistant/<think>/  | <think>... | ...",
                "assistant/<think>/.../ | <think>/.../ | ''",
                "assistant/<think>/  | <think> | ''",
                "assistant/       | /Well | /Well",
                "''               | <think> | <think>",
                "assistant/       | '' | ''",
            })
    void textOfTheTemplateIsNotRepeated(String tail, String opening, String missing) {
        assertThat(OpenedTokenizer.missing(lines(tail), lines(opening))).isEqualTo(lines(missing));
    }

    private static String lines(String text) {
        return text.replace('/', '\n');
    }

    @Test
    void anEllipsisFollowsTheTagThatTheTemplateOpens() {
        Tokenizer model = Tokenizers.load(ModelKit.DEEPSEEK_R1.write(folder));
        Tokenizer opened = OpenedTokenizer.of(model, ELLIPSIS);
        int[] prompt = opened.prompt(ASKED).ids();
        int tag = ModelKit.DEEPSEEK_R1.id("<think>");
        assertThat(prompt).containsOnlyOnce(tag).endsWith(tag, '\n', '.', '.', '.', '\n');
        assertThat(opened.tail()).isEqualTo("<｜Assistant｜><think>\n...\n");
    }

    @Test
    void anEllipsisIsPrecededByItsTagIfTheTemplateOpensNone() {
        Tokenizer opened = OpenedTokenizer.of(Tokenizers.load(ModelKit.QWEN3.write(folder)), ELLIPSIS);
        assertThat(opened.prompt(ASKED).ids()).containsOnlyOnce(ModelKit.QWEN3.id("<think>"));
        assertThat(opened.decode(opened.prompt(ASKED))).isEqualTo("user\n!\nassistant\n<think>\n...\n");
    }

    @Test
    void responsesBeginWithinTheThinkingThatTheTemplateOpens() {
        Tokenizer tokenizer = Tokenizers.load(ModelKit.DEEPSEEK_R1.write(folder));
        Thoughts thoughts = new Thoughts(tokenizer, TAGS, "");
        TokenIds response = tokenizer.encode("well\n</think>\n\n4");
        Thought thought = thoughts.read(response);
        assertThat(thoughts.opened()).isTrue();
        assertThat(thought.thinking()).isEqualTo("well\n");
        assertThat(thought.answer()).isEqualTo("\n\n4");
        assertThat(thought.tokens()).isEqualTo(5);
        assertThat(new Thoughts(OpenedTokenizer.of(tokenizer, ELLIPSIS), TAGS, ELLIPSIS).opened())
                .isTrue();
    }

    @Test
    void thinkingThatTheTemplateClosesIsNotOpen() {
        ChatConfig off = new ChatConfig(ChatConfig.Source.OWN, ChatConfig.Thinking.NO_THINK, "2024-07-26");
        Path model = ModelKit.QWEN3.write(folder);
        assertThat(new Thoughts(Tokenizers.load(model, off), TAGS, "").opened()).isFalse();
        assertThat(new Thoughts(Tokenizers.load(model), TAGS, "").opened()).isFalse();
    }

    @Test
    void anOpeningThatTheVocabularyCannotWriteIsRefused() {
        new SymbolVocabulary(List.of("a", "<think>")).write(folder, 64);
        assertThatThrownBy(() -> OpenedTokenizer.of(Tokenizers.load(folder), "<think>\n"))
                .isInstanceOf(PolicyException.class)
                .hasMessage("opening: contains text that is not in the vocabulary, at token 1, after '<think>'");
    }
}
