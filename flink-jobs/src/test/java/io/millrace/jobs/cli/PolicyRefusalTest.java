package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.token.CharacterTokenizer;
import io.millrace.token.json.SymbolVocabulary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy folders that no run can start from. */
class PolicyRefusalTest extends RefusalKit {
    /** A method on the task digits, with random weights. */
    private static String[] with(String method) {
        return Stream.of(method, "task.digits.scoring=answer", "advantage.credit=response", "policy.init.random=true")
                .flatMap(option -> Stream.of("--set", option))
                .toArray(String[]::new);
    }

    @Test
    void anInvalidPolicyFolderIsRejected() throws IOException {
        Files.delete(policy.resolve("config.json"));

        assertRefused(
                run(),
                "policy.path: must be a Hugging Face folder with a config.json, was %s: choose another one,"
                                .formatted(policy)
                        + " or create a small policy with: millrace pretrain CONFIG --out " + policy);
        assertNothingIsWritten();
    }

    @Test
    void aPolicyFolderWithoutATokenizerIsRejected() throws IOException {
        Files.delete(policy.resolve("tokenizer_config.json"));

        assertRefused(
                run(),
                ("policy.path: %s: must contain tokenizer.json, or tokenizer_config.json with char_ords, had neither; convert the tokenizer to tokenizer.json")
                        .formatted(policy));
        assertNothingIsWritten();
    }

    @Test
    void aTokenizerOfAnotherModelIsRejected() {
        CharacterTokenizer.of("0123456789,:abc").write(policy, 64);

        assertRefused(
                run(),
                "policy.path: %s: tokenizer must have at most the model's 16 token ids (vocab_size), had 19; use the model's own"
                        .formatted(policy));
        assertNothingIsWritten();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt2 | '' | model_type must be llama or qwen2, was gpt2; serve other families through an HTTP engine",
                "mistral | ', \"sliding_window\": 4096' | model_type must be llama or qwen2, was mistral; serve other"
                        + " families through an HTTP engine",
                "llama | ', \"rope_scaling\": {\"rope_type\": \"llama3\"}' | rope_scaling must be null or of type default,"
                        + " was llama3; choose a model without scaled positions",
                "qwen2 | ', \"use_sliding_window\": true' | use_sliding_window must be false, was true; choose a model"
                        + " without it"
            })
    void anUnsupportedModelIsRejected(String family, String more, String rule) throws IOException {
        Path file = Files.writeString(
                policy.resolve("config.json"), CONFIG.replace("llama", family).formatted(more));

        assertRefused(run(), "policy.path: %s: %s".formatted(file, rule));
        assertNothingIsWritten();
    }

    @Test
    void truncatedWeightsAreRejected() throws IOException {
        Path file = Files.write(policy.resolve("model.safetensors"), safetensors(90, "{}"));

        assertRefused(
                run(),
                "policy.path: %s: header of 90 bytes must lie inside the file, which has 10; the file is truncated"
                        .formatted(file));
        assertNothingIsWritten();
    }

    @Test
    void weightsWithAnInvalidHeaderAreRejected() throws IOException {
        String header = "{\"model.norm.weight\": {\"dtype\": \"F32\", \"shape\": [16], \"data_offsets\": [0, 64]}}";
        Path file = Files.write(policy.resolve("model.safetensors"), safetensors(header.length(), header));

        assertRefused(
                run(),
                ("policy.path: %s: tensor model.norm.weight: data_offsets must lie in the file's 0 bytes of data,"
                                + " were 0..64")
                        .formatted(file));
        assertNothingIsWritten();
    }

    @Test
    void weightsOfAnotherModelAreRejected() throws IOException {
        Files.write(policy.resolve("model.safetensors"), safetensors(2, "{}"));

        assertRefused(
                run(),
                "policy.path: %s: must have 1 layers according to num_hidden_layers of config.json, had 0"
                        .formatted(policy));
        assertNothingIsWritten();
    }

    @Test
    void aTokenizerThatCannotEncodeTheLabelsIsRejected() {
        assertRefused(
                run(with("method.rearl.enabled=true")),
                "method.rearl.revise: reflection model: labels must begin with different tokens of its vocabulary,"
                        + " 'Think' and 'Result' both begin with 3");
        assertNothingIsWritten();
    }

    @Test
    void aTokenizerThatCannotWriteTheTagsIsRejected() {
        CommandProcess.Result result = run(with("method.autothink.enabled=true"));
        assertThat(result.output()).startsWith("millrace: rewards of " + policy + ": ");
        assertThat(result.exit()).isEqualTo(2);
        assertNothingIsWritten();
    }

    @Test
    void aTemplateWithUnsupportedSyntaxIsRejected() throws IOException {
        symbols();
        Path template = Files.writeString(policy.resolve("chat_template.jinja"), "{% include 'tools' %}");

        assertRefused(
                run(),
                ("policy.path: %s: chat template could not be parsed: line 1, column 4: tag include is"
                                + " not supported; choose another with policy.chat.template")
                        .formatted(template));
        assertNothingIsWritten();
    }

    @Test
    void anOpeningThatTheTokenizerCannotWriteIsRejected() throws IOException {
        symbols();

        assertRefused(
                run(with("thinking.opening=<think>")),
                "policy.path: %s: opening: contains text that is not in the vocabulary, at token 0, after ''"
                        .formatted(policy));
        assertNothingIsWritten();
    }

    @Test
    void promptsAboveTheMaximumLengthAreRejected() {
        CommandProcess.Result result = CommandLineKit.execute(
                "validate",
                DIGITS,
                "--set",
                "policy.path=" + policy,
                "--set",
                "data.maxPromptTokens=6",
                "--set",
                "data.unfit=refuse");
        assertThat(result.output())
                .contains("millrace: data.train: all 724 prompts must fit, 724 do not; the first: ")
                .contains("must have at most 6 tokens (data.maxPromptTokens), had ")
                .endsWith("; fix them, or set data.unfit to drop\n");
        assertThat(result.exit()).isEqualTo(2);
    }

    private void symbols() throws IOException {
        Files.delete(policy.resolve("tokenizer_config.json"));
        new SymbolVocabulary(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8")).write(policy, 64);
    }

    @Test
    void evalRejectsTheSamePolicies() throws IOException {
        Files.write(policy.resolve("model.safetensors"), safetensors(2, "{}"));

        assertRefused(
                CommandLineKit.execute("eval", DIGITS, "--policy", policy.toString()),
                "--policy: %s: must have 1 layers according to num_hidden_layers of config.json, had 0"
                        .formatted(policy));
    }

    private static byte[] safetensors(int length, String header) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }
}
