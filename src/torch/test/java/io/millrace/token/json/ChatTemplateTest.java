package io.millrace.token.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.token.ChatConfig;
import io.millrace.token.ChatConfig.Source;
import io.millrace.token.ChatConfig.Thinking;
import io.millrace.token.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of each model's template for conversations, derived by hand. */
class ChatTemplateTest {
    private static final List<ChatMessage> ONE = List.of(ChatMessage.user("What is 2+2?"));
    private static final List<ChatMessage> TURNS = List.of(
            new ChatMessage("system", "Be brief."),
            ChatMessage.user("2+2?"),
            new ChatMessage("assistant", "<think>\neasy\n</think>\n\n4"),
            ChatMessage.user(" And 3+3? "));

    @TempDir
    Path folder;

    @Test
    void qwen25AddsItsSystemMessageByDefault() {
        ChatTemplate template = own(ModelKit.QWEN2_5);
        assertThat(template.render(ONE)).isEqualTo("""
                <|im_start|>system
                You are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>
                <|im_start|>user
                What is 2+2?<|im_end|>
                <|im_start|>assistant
                """);
        assertThat(template.render(TURNS)).isEqualTo("""
                <|im_start|>system
                Be brief.<|im_end|>
                <|im_start|>user
                2+2?<|im_end|>
                <|im_start|>assistant
                <think>
                easy
                </think>

                4<|im_end|>
                <|im_start|>user
                 And 3+3? <|im_end|>
                <|im_start|>assistant
                """);
    }

    @Test
    void qwen3RemovesThinkingFromEarlierAnswers() {
        ChatTemplate template = own(ModelKit.QWEN3);
        assertThat(template.render(ONE)).isEqualTo("""
                <|im_start|>user
                What is 2+2?<|im_end|>
                <|im_start|>assistant
                """);
        assertThat(template.render(TURNS)).isEqualTo("""
                <|im_start|>system
                Be brief.<|im_end|>
                <|im_start|>user
                2+2?<|im_end|>
                <|im_start|>assistant
                4<|im_end|>
                <|im_start|>user
                 And 3+3? <|im_end|>
                <|im_start|>assistant
                """);
    }

    @Test
    void qwen3ClosesTheThinkingOnRequest() {
        ChatTemplate off = with(ModelKit.QWEN3, new ChatConfig(Source.OWN, Thinking.NO_THINK, "2024-07-26"));
        ChatTemplate on = with(ModelKit.QWEN3, new ChatConfig(Source.OWN, Thinking.THINK, "2024-07-26"));
        assertThat(off.render(ONE)).endsWith("<|im_start|>assistant\n<think>\n\n</think>\n\n");
        assertThat(on.render(ONE)).endsWith("<|im_start|>assistant\n");
    }

    @Test
    void llama31BeginsTheTextAndStatesTheDate() {
        ChatTemplate template = with(ModelKit.LLAMA_3_1, new ChatConfig(Source.OWN, Thinking.AUTO, "2025-03-09"));
        assertThat(template.render(ONE)).isEqualTo("""
                <|begin_of_text|><|start_header_id|>system<|end_header_id|>

                Cutting Knowledge Date: December 2023
                Today Date: 09 Mar 2025

                <|eot_id|><|start_header_id|>user<|end_header_id|>

                What is 2+2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>

                """);
        assertThat(template.render(TURNS)).isEqualTo("""
                <|begin_of_text|><|start_header_id|>system<|end_header_id|>

                Cutting Knowledge Date: December 2023
                Today Date: 09 Mar 2025

                Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>

                2+2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>

                <think>
                easy
                </think>

                4<|eot_id|><|start_header_id|>user<|end_header_id|>

                And 3+3?<|eot_id|><|start_header_id|>assistant<|end_header_id|>

                """);
    }

    @Test
    void deepSeekR1OpensTheThinkingAndDropsThatOfEarlierAnswers() {
        ChatTemplate template = own(ModelKit.DEEPSEEK_R1);
        assertThat(template.render(ONE)).isEqualTo("<｜begin▁of▁sentence｜><｜User｜>What is 2+2?<｜Assistant｜><think>\n");
        assertThat(template.render(TURNS))
                .isEqualTo("<｜begin▁of▁sentence｜>Be brief.<｜User｜>2+2?<｜Assistant｜>\n\n4<｜end▁of▁sentence｜>"
                        + "<｜User｜> And 3+3? <｜Assistant｜><think>\n");
    }

    @Test
    void theChatMlTemplateIsThatOfQwen2() {
        ChatTemplate template = with(ModelKit.QWEN2_5, known(Source.CHATML));
        assertThat(template.render(ONE)).isEqualTo("""
                <|im_start|>system
                You are a helpful assistant.<|im_end|>
                <|im_start|>user
                What is 2+2?<|im_end|>
                <|im_start|>assistant
                """);
        assertThat(template.render(TURNS)).isEqualTo(own(ModelKit.QWEN2_5).render(TURNS));
    }

    @Test
    void theLlama3TemplateStatesNoDate() {
        assertThat(with(ModelKit.LLAMA_3_1, known(Source.LLAMA_3)).render(TURNS))
                .isEqualTo("""
                <|begin_of_text|><|start_header_id|>system<|end_header_id|>

                Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>

                2+2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>

                <think>
                easy
                </think>

                4<|eot_id|><|start_header_id|>user<|end_header_id|>

                And 3+3?<|eot_id|><|start_header_id|>assistant<|end_header_id|>

                """);
    }

    @Test
    void theDeepSeekTemplateIsThatOfTheModel() {
        ChatTemplate template = with(ModelKit.DEEPSEEK_R1, known(Source.DEEPSEEK_R1));
        assertThat(template.render(ONE)).isEqualTo(own(ModelKit.DEEPSEEK_R1).render(ONE));
        assertThat(template.render(TURNS)).isEqualTo(own(ModelKit.DEEPSEEK_R1).render(TURNS));
    }

    @Test
    void theTailIsTheStartOfTheAssistantTurn() {
        assertThat(own(ModelKit.QWEN2_5).tail()).isEqualTo("<|im_end|>\n<|im_start|>assistant\n");
        assertThat(own(ModelKit.LLAMA_3_1).tail())
                .isEqualTo("<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n");
        assertThat(own(ModelKit.DEEPSEEK_R1).tail()).isEqualTo("<｜Assistant｜><think>\n");
    }

    @Test
    void aTemplateInASeparateFileComesFirst() throws IOException {
        ModelKit.QWEN2_5.write(folder);
        Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[0].content }}!\n");
        assertThat(ChatTemplate.of(ModelFiles.of(folder), ChatConfig.OWN).render(ONE))
                .isEqualTo("What is 2+2?!");
    }

    @Test
    void theDefaultOfNamedTemplatesIsTaken() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"chat_template": [{"name": "tool_use", "template": "{% macro %}"},
                 {"name": "default", "template": "{{ bos_token }}{{ messages[0].content }}"}],
                 "bos_token": {"content": "<s>", "lstrip": false}, "add_bos_token": true}
                """);
        assertThat(ChatTemplate.of(ModelFiles.of(folder), ChatConfig.OWN).render(ONE))
                .isEqualTo("<s>What is 2+2?");
    }

    @Test
    void theOnlyTemplateOfAListNeedsNoName() throws IOException {
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"chat_template\": [{\"name\": \"chat\", \"template\": \"{{ messages[0].content }}?\"}]}");
        assertThat(ChatTemplate.of(ModelFiles.of(folder), ChatConfig.OWN).render(ONE))
                .isEqualTo("What is 2+2??");
    }

    @Test
    void aListWithoutADefaultIsRefusedAndItsNamesAreListed() throws IOException {
        Path file = folder.resolve("tokenizer_config.json");
        Files.writeString(
                file,
                "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"a\"}, {\"name\": \"rag\", \"template\": \"b\"}]}");
        assertThatThrownBy(() -> ChatTemplate.of(ModelFiles.of(folder), ChatConfig.OWN))
                .isInstanceOf(PolicyException.class)
                .hasMessage(
                        file
                                + ": chat_template must be a string, or a list with one template or one that is named default, had [tool_use, rag]; choose a template with policy.chat.template, or put the intended one into chat_template.jinja");
    }

    @Test
    void aTemplateMayBeInChatTemplateJson() throws IOException {
        Files.writeString(folder.resolve("chat_template.json"), "{\"chat_template\": \"{{ messages[0].content }}!\"}");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"chat_template\": \"other\"}");
        assertThat(ChatTemplate.of(ModelFiles.of(folder), ChatConfig.OWN).render(ONE))
                .isEqualTo("What is 2+2?!");
    }

    @Test
    void specialTokensMayBeInASeparateFile() throws IOException {
        Files.writeString(
                folder.resolve("special_tokens_map.json"), "{\"bos_token\": \"<s>\", \"eos_token\": \"</s>\"}");
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"chat_template\": \"{{ bos_token }}{{ messages[0].content }}{{ eos_token }}\", \"eos_token\": \"<e>\"}");
        assertThat(ChatTemplate.of(ModelFiles.of(folder), ChatConfig.OWN).render(ONE))
                .isEqualTo("<s>What is 2+2?<e>");
    }

    @Test
    void unsupportedSyntaxIsRefusedWithItsTagAndPosition() {
        assertRefused(
                "{{ messages[0].content }}\n{% include 'tools' %}",
                ": chat template could not be parsed: line 2, column 4: tag include is not supported; choose another with policy.chat.template");
    }

    @Test
    void aTemplateThatDoesNotShowTheConversationIsRefused() {
        assertRefused(
                "[INST]",
                ": chat template must render the user's message, rendered '[INST]'; choose another with policy.chat.template");
    }

    @Test
    void aTemplateThatRefusesEveryConversationIsRefused() {
        assertRefused(
                "{{ raise_exception('Tools first!') }}",
                ": chat template: line 1, column 1: the template refuses the conversation: Tools first!");
    }

    private void assertRefused(String template, String message) {
        Path file = folder.resolve("chat_template.jinja");
        try {
            Files.writeString(file, template);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThatThrownBy(() -> ChatTemplate.of(ModelFiles.of(folder), ChatConfig.OWN))
                .isInstanceOf(PolicyException.class)
                .hasMessage(file + message);
    }

    private ChatTemplate own(ModelKit model) {
        return with(model, ChatConfig.OWN);
    }

    private ChatTemplate with(ModelKit model, ChatConfig chat) {
        return ChatTemplate.of(ModelFiles.of(model.write(folder)), chat);
    }

    private static ChatConfig known(Source source) {
        return new ChatConfig(source, Thinking.AUTO, "2024-07-26");
    }
}
