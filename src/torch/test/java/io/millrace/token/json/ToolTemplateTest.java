package io.millrace.token.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.agent.format.Hermes;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tools in the chat templates of real models. */
class ToolTemplateTest {
    private static final String TOOL =
            "{\"type\": \"function\", \"function\": {\"name\": \"rain\", \"description\": \"The rain.\", \"parameters\": {\"type\": \"object\", \"properties\": {}}}}";
    private static final List<ChatMessage> ASKED = List.of(ChatMessage.user("Rain?"));
    private static final List<ChatMessage> RESULTS =
            List.of(new ChatMessage("tool", "heavy"), new ChatMessage("tool", "none"));

    @TempDir
    Path folder;

    private Tokenizer tokenizer(ModelKit model) {
        return Tokenizers.load(model.write(folder));
    }

    @Test
    void qwenDescribesToolsInItsSystemMessage() {
        Tokenizer tokenizer = tokenizer(ModelKit.QWEN2_5);
        assertThat(tokenizer.showsTools()).isTrue();
        assertThat(tokenizer.written(tokenizer.prompt(ASKED, List.of(TOOL))))
                .contains("\"name\": \"rain\"")
                .endsWith("<|im_start|>user\nRain?<|im_end|>\n<|im_start|>assistant\n");
        assertThat(tokenizer.prompt(ASKED, List.of())).isEqualTo(tokenizer.prompt(ASKED));
    }

    @Test
    void qwenReadsResultsAsTheUsersMessage() {
        Tokenizer tokenizer = tokenizer(ModelKit.QWEN2_5);
        assertThat(tokenizer.written(tokenizer.reply(RESULTS).orElseThrow())).isEqualTo("""
                <|im_end|>
                <|im_start|>user
                <tool_response>
                heavy
                </tool_response>
                <tool_response>
                none
                </tool_response><|im_end|>
                <|im_start|>assistant
                """);
    }

    /** This template has no role for tools, but knows results in messages of the user. */
    @Test
    void qwen3KeepsItsThinkingBeforeResultsOnly() {
        Tokenizer tokenizer = tokenizer(ModelKit.QWEN3);
        assertThatThrownBy(() -> tokenizer.reply(RESULTS))
                .hasMessageContaining("chat template must write messages of role tool");
        String result = new Hermes().observation(List.of("heavy")).strip();
        assertThat(tokenizer.written(
                        tokenizer.reply(List.of(ChatMessage.user(result))).orElseThrow()))
                .startsWith("<|im_end|>\n<|im_start|>user\n<tool_response>\nheavy");
        assertThatThrownBy(() -> tokenizer.reply(List.of(ChatMessage.user("go on"))))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("chat template must keep earlier turns of the assistant when messages are added");
    }

    @Test
    void aTemplateThatRemovesThinkingFromEarlierTurnsIsRefused() {
        Tokenizer tokenizer = tokenizer(ModelKit.DEEPSEEK_R1);
        assertThatThrownBy(() -> tokenizer.reply(RESULTS))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("tools need another template: policy.chat.template");
    }

    /** What a template writes for a conversation is what is built turn by turn. */
    @ParameterizedTest
    @EnumSource(
            value = ModelKit.class,
            names = {"QWEN2_5", "LLAMA_3_1"})
    void promptTurnAndReplyAreTheWholeConversation(ModelKit model) {
        Tokenizer tokenizer = tokenizer(model);
        List<ChatMessage> whole =
                List.of(ASKED.get(0), new ChatMessage("assistant", "I look."), ChatMessage.user("heavy"));
        int[] built = concat(
                tokenizer.prompt(ASKED),
                tokenizer.encode("I look."),
                tokenizer.reply(List.of(ChatMessage.user("heavy"))).orElseThrow());
        assertThat(built).isEqualTo(tokenizer.prompt(whole).ids());
    }

    private static int[] concat(TokenIds... parts) {
        return Arrays.stream(parts)
                .flatMapToInt(part -> Arrays.stream(part.ids()))
                .toArray();
    }
}
