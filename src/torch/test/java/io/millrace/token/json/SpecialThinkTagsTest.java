package io.millrace.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.method.autothink.AutoThink;
import io.millrace.method.autothink.Mode;
import io.millrace.method.autothink.Modes;
import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.reward.Format;
import io.millrace.reward.RewardConfig;
import io.millrace.testkit.Samples;
import io.millrace.text.Thought;
import io.millrace.text.Thoughts;
import io.millrace.token.ChatConfig;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose think tags are special tokens, which decoding omits by default. */
class SpecialThinkTagsTest {
    private static final Set<String> TAGS = Set.of("<think>", "</think>");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"QWEN3", "DEEPSEEK_R1"})
    void thinkTagsHaveTheirTextAndOtherSpecialTokensHaveNone(ModelKit model) {
        Tokenizer tokenizer = Tokenizers.load(model.writeWithSpecialTags(folder), ChatConfig.OWN, TAGS);
        TokenIds tokens = tokenizer.encode("<think>é</think>\n\n42" + ending(model));
        assertThat(tokens.ids()).contains(model.id("<think>"), model.id("</think>"), model.id(ending(model)));
        assertThat(tokenizer.decode(tokens)).isEqualTo("<think>é</think>\n\n42");
        assertThat(tokenizer.written(tokens)).endsWith("42" + ending(model));
        assertThat(tokenizer.tokensBefore(tokens, "<think>".length())).isEqualTo(1);
        assertThat(tokenizer.tokensBefore(tokens, "<think>".length() - 1)).isZero();
    }

    @Test
    void theTagsOfTheConfigurationAreShown() {
        Tokenizer tokenizer = tokenizer(ModelKit.QWEN3, "");
        Thought thought = new Thoughts(tokenizer, config("").thinking(), "")
                .read(tokenizer.encode("<think>the wait</think>\n\n42<|im_end|>"));
        assertThat(thought.thinking()).isEqualTo("the wait");
        assertThat(thought.answer()).isEqualTo("\n\n42");
        assertThat(thought.from()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEEPSEEK_R1 | add </think> The answer is 42. | CORRECT",
                "DEEPSEEK_R1 | \\boxed{42} perhaps </think> I give up. | INCORRECT",
                "DEEPSEEK_R1 | is it \\boxed{42} | INCORRECT",
                "QWEN3 | <think> add </think> The answer is 42. | CORRECT",
                "QWEN3 | <think> \\boxed{42} </think> I give up. | INCORRECT",
                "QWEN3 | <think> is it \\boxed{42} | INCORRECT",
                "QWEN3 | \\boxed{42} | CORRECT"
            })
    void anAnswerWithinTheThinkingEarnsNothing(ModelKit model, String text, Verdict.Kind verdict) {
        Tokenizer tokenizer = tokenizer(model, "");
        Prompt prompt =
                new Prompt("q", List.of(ChatMessage.user("20+22?")), List.of("42"), "test", "math", PromptKind.PLAIN);
        int[] said = tokenizer.encode(text).ids();
        int[] tokens = Arrays.copyOf(said, said.length + 1);
        tokens[said.length] = tokenizer.stopIds().get(0);
        var graded = parts(model, "").grade().grade(prompt, Samples.response(0, FinishReason.STOP, tokens));
        assertThat(graded.verdict().kind()).isEqualTo(verdict);
        assertThat(graded.reward()).isEqualTo(verdict == Verdict.Kind.CORRECT ? 1 : 0);
    }

    @Test
    void autoThinkDistinguishesItsModesByThinkTags() {
        String on = "{data: {train: {task: reason}}, method: {autothink: {enabled: true}}}";
        MillraceConfig config = config(on);
        Tokenizer tokenizer = tokenizer(ModelKit.QWEN3, on);
        Modes modes = new Modes(tokenizer, config.thinking(), config.method().get(AutoThink.class));
        assertThat(modes.of(tokenizer.encode("</think>\n\n42"))).isEqualTo(Mode.NO_THINK);
        assertThat(modes.of(tokenizer.encode("the sum</think>\n\n42"))).isEqualTo(Mode.THINK);
    }

    @Test
    void theFormatRewardSeesThinkTags() {
        String format = "rewards: [{type: format, name: format}]";
        Tokenizer tokenizer = tokenizer(ModelKit.QWEN3, format);
        assertThat(config(format).rewards()).extracting(RewardConfig::type).containsExactly(new Format());
        Prompt prompt =
                new Prompt("q", List.of(ChatMessage.user("?")), List.of("42"), "test", "math", PromptKind.PLAIN);
        TokenIds tokens = tokenizer.encode("<think>the sum</think>\n\n\\boxed{42}");
        var graded = parts(ModelKit.QWEN3, format)
                .grade()
                .grade(prompt, Samples.response(0, FinishReason.STOP, tokens.ids()));
        assertThat(graded.reward()).isEqualTo(2);
    }

    @Test
    void aLibraryDecoderShowsThinkTagsToo() throws IOException {
        Path file = ModelKit.QWEN3.writeWithSpecialTags(folder).resolve("tokenizer.json");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = (ObjectNode) mapper.readTree(file.toFile());
        ObjectNode sequence = mapper.createObjectNode().put("type", "Sequence");
        sequence.putArray("decoders").add(json.get("decoder"));
        json.set("decoder", sequence);
        mapper.writeValue(file.toFile(), json);
        Tokenizer tokenizer = Tokenizers.load(folder, ChatConfig.OWN, TAGS);
        TokenIds tokens = tokenizer.encode("<think>the</think> 42<|im_end|>");
        assertThat(tokenizer.decode(tokens)).isEqualTo("<think>the</think> 42");
        assertThat(tokenizer.tokensBefore(tokens, "<think>".length())).isEqualTo(1);
        assertThat(Tokenizers.load(folder).decode(tokens)).isEqualTo("the 42");
    }

    @Test
    void otherSpecialThinkTagsAreReported() {
        ModelKit.QWEN3.writeWithSpecialTags(folder);
        assertThat(Tokenizers.load(folder, ChatConfig.OWN, Set.of("<t>", "</t>"))
                        .textRemarks())
                .singleElement()
                .asString()
                .startsWith("the vocabulary has the special tokens <think>, </think>, which have no text");
        assertThat(Tokenizers.load(folder, ChatConfig.OWN, TAGS).textRemarks()).isEmpty();
    }

    private static String ending(ModelKit model) {
        return model == ModelKit.QWEN3 ? "<|im_end|>" : "<｜end▁of▁sentence｜>";
    }

    private static MillraceConfig config(String yaml) {
        return ConfigReader.parse(yaml, List.of(), "test");
    }

    private ConfiguredParts parts(ModelKit model, String yaml) {
        return ConfiguredParts.of(config(yaml), model.writeWithSpecialTags(folder));
    }

    private Tokenizer tokenizer(ModelKit model, String yaml) {
        return parts(model, yaml).tokenizer();
    }
}
