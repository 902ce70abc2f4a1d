package io.millrace.token.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.token.ChatConfig;
import io.millrace.token.ChatConfig.Source;
import io.millrace.token.ChatConfig.Thinking;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatConfigTest {
    @Test
    void theModelsTemplateIsTheDefault() {
        assertThat(ConfigReader.defaults().policy().chat()).isEqualTo(ChatConfig.OWN);
    }

    @Test
    void everyOptionIsRead() {
        String yaml = "policy: {chat: {template: llama-3, thinking: no-think, date: \"2025-01-02\"}}";
        assertThat(ConfigReader.parse(yaml, List.of(), "test").policy().chat())
                .isEqualTo(new ChatConfig(Source.LLAMA_3, Thinking.NO_THINK, "2025-01-02"));
    }

    @Test
    void invalidDatesAreRejected() {
        assertThatThrownBy(() -> ConfigReader.parse("policy: {chat: {date: today}}", List.of(), "test"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.chat.date: must be a date such as 2024-07-26, was today");
    }
}
