package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.run.RunIdentityKit;
import io.millrace.policy.text.CharacterTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be run is refused before anything is written: exit code 2, one readable line, no stack trace. */
class RefusalTest {
    private static final String DIGITS = "../deploy/conf/digits.yaml";
    private static final String CONFIG = """
            {"model_type": "llama", "num_hidden_layers": 1, "hidden_size": 16, "intermediate_size": 24,
             "num_attention_heads": 2, "vocab_size": 16, "max_position_embeddings": 64, "eos_token_id": 1%s}
            """;

    @TempDir
    Path temp;

    private Path policy;
    private Path out;

    @BeforeEach
    void makeAPolicyFolder() throws IOException {
        policy = Files.createDirectories(temp.resolve("policy"));
        out = temp.resolve("out");
        Files.writeString(policy.resolve("config.json"), CONFIG.formatted(""));
        CharacterTokenizer.of("0123456789,:").write(policy, 64);
    }

    private CommandProcess.Result run(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", DIGITS, "--out", out.toString(), "--set", "policy.path=" + policy));
        arguments.addAll(Arrays.asList(more));
        return CommandLineKit.execute(arguments.toArray(String[]::new));
    }

    private static void assertRefused(CommandProcess.Result result, String message) {
        assertThat(result.output()).isEqualTo("millrace: " + message + "\n");
        assertThat(result.exit()).isEqualTo(2);
    }

    private void assertNothingIsWritten() {
        assertThat(out).doesNotExist();
    }

    @Test
    void aPolicyFolderThatIsNone() throws IOException {
        Files.delete(policy.resolve("config.json"));

        assertRefused(
                run(),
                "policy.path: must be a Hugging Face folder with a config.json, was %s: give another one,"
                                .formatted(policy)
                        + " or make a small policy with: millrace pretrain CONFIG --out " + policy);
        assertNothingIsWritten();
    }

    @Test
    void aPolicyFolderWithoutATokenizer() throws IOException {
        Files.delete(policy.resolve("tokenizer_config.json"));

        assertRefused(
                run(),
                ("policy.path: %s: must hold tokenizer.json, or tokenizer_config.json with char_ords, held neither;"
                                + " convert the tokenizer to tokenizer.json")
                        .formatted(policy));
        assertNothingIsWritten();
    }

    @Test
    void aTokenizerOfAnotherModel() {
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
    void aModelThatIsNotImplemented(String family, String more, String rule) throws IOException {
        Path file = Files.writeString(
                policy.resolve("config.json"), CONFIG.replace("llama", family).formatted(more));

        assertRefused(run(), "policy.path: %s: %s".formatted(file, rule));
        assertNothingIsWritten();
    }

    @Test
    void weightsThatAreCutOff() throws IOException {
        Path file = Files.write(policy.resolve("model.safetensors"), safetensors(90, "{}"));

        assertRefused(
                run(),
                "policy.path: %s: header of 90 bytes must lie inside the file, which has 10; the file is cut off"
                        .formatted(file));
        assertNothingIsWritten();
    }

    @Test
    void weightsWhoseHeaderLies() throws IOException {
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
    void weightsOfAnotherModel() throws IOException {
        Files.write(policy.resolve("model.safetensors"), safetensors(2, "{}"));

        assertRefused(
                run(),
                "policy.path: %s: must hold tensor model.embed_tokens.weight as config.json asks, did not"
                        .formatted(policy));
        assertNothingIsWritten();
    }

    @Test
    void measuringRefusesTheSame() throws IOException {
        Files.write(policy.resolve("model.safetensors"), safetensors(2, "{}"));

        assertRefused(
                CommandLineKit.execute("eval", DIGITS, "--policy", policy.toString()),
                "--policy: %s: must hold tensor model.embed_tokens.weight as config.json asks, did not"
                        .formatted(policy));
    }

    @Test
    void aDataSetThatIsNotThere() {
        Path file = temp.resolve("none.jsonl");

        assertRefused(
                run("--set", "data.eval.path=" + file),
                "data.eval: data set %s: must be a readable file, does not exist; check the path".formatted(file));
        assertNothingIsWritten();
    }

    @Test
    void aDataSetWithNothingReadable() throws IOException {
        Path file = Files.writeString(temp.resolve("bad.jsonl"), "[1]\n{\"answer\": \"2\"}\n");

        assertRefused(
                run("--set", "data.train.path=" + file),
                ("data.train: data set %s: must hold at least one prompt, had none;"
                                + " bad.jsonl:1: record must be a JSON object, was a list")
                        .formatted(file));
        assertNothingIsWritten();
    }

    @Test
    void validatingReportsTheProblemsOfPolicyAndDataTogether() {
        Path file = temp.resolve("none.jsonl");

        assertRefused(
                CommandLineKit.execute(
                        "validate", DIGITS, "--set", "policy.path=/nowhere", "--set", "data.eval.path=" + file),
                "config %s: 2 problems".formatted(DIGITS)
                        + "\n  data.eval: data set %s: must be a readable file, does not exist; check the path"
                                .formatted(file)
                        + "\n  policy.path: must be a Hugging Face folder with a config.json, was /nowhere: give another"
                        + " one, or make a small policy with: millrace pretrain CONFIG --out /nowhere");
    }

    @Test
    void validatingRefusesPromptsOfWhichNoneFits() {
        CommandProcess.Result result = CommandLineKit.execute(
                "validate",
                DIGITS,
                "--set",
                "policy.path=" + policy,
                "--set",
                "policy.contextTokens=2",
                "--set",
                "sampling.maxTokens=1");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .contains("data.train: at least one of ", " prompts must fit, none does; the first:");
    }

    @Test
    void configurationMistakesAllTogether() {
        assertRefused(
                run("--set", "optimizer.rat=1", "--set", "sampling.groupSize=many", "--steps", "-1"),
                "config %s: 3 problems".formatted(DIGITS)
                        + "\n  optimizer.rat: is not an option; did you mean optimizer.rate?"
                        + "\n  run.steps: must be >= 0, was -1"
                        + "\n  sampling.groupSize: must be a whole number, was 'many'");
        assertNothingIsWritten();
    }

    @Test
    void aConfigurationThatIsNotThere() {
        assertRefused(
                CommandLineKit.execute("run", "nowhere.yaml"),
                "config nowhere.yaml: 1 problem\n  file: must be readable: NoSuchFileException: nowhere.yaml");
    }

    @Test
    void anUnknownOptionIsAQuestionOfUsage() {
        CommandProcess.Result result = run("--stepz", "3");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("Unknown options: '--stepz', '3'\nPossible solutions: --steps\n");
    }

    @Test
    void aRunThatCannotBeResumed() {
        assertRefused(
                run("--resume"),
                "run %s: must have a checkpoint or savepoint to be resumed, has none: start it without --resume,"
                                .formatted(out)
                        + " or name its folder by --out");
        assertNothingIsWritten();
    }

    @Test
    void aFolderThatHoldsARun() throws IOException {
        pretendACheckpoint();

        assertRefused(
                run(),
                "run %s: must be a new folder, holds a run already: go on with it by --resume, or name another"
                                .formatted(out)
                        + " folder by --out");
    }

    @Test
    void aCheckpointWithoutItsIdentity() throws IOException {
        pretendACheckpoint();

        CommandProcess.Result result = run("--resume");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .startsWith(
                        "millrace: run %s: run.json must say what the run was started with to be resumed, does not ("
                                .formatted(out))
                .endsWith("): start a new run with --out\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run.seed=2 | the seed must be as it was started with to be resumed (1), is 2: give run.seed its old value",
                "batch.groups=8 | the batch must be as it was started with to be resumed (32), is 8: give batch.groups its"
                        + " old value",
                "data.train.prompts=5 | the training prompts must be as it was started with to be resumed \\(.{12}\\), is"
                        + " .{12}: give data.train its old value"
            })
    void aRunThatWasStartedWithSomethingElse(String override, String rule) throws IOException {
        pretendACheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));

        CommandProcess.Result result = run("--resume", "--set", override);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .matches("millrace: run \\Q%s\\E: %s, or start a new run with --out\n"
                        .formatted(out, rule.contains("\\") ? rule : "\\Q" + rule + "\\E"));
    }

    @Test
    void aRunOfABuildBeforeChannels() throws IOException {
        pretendACheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy).replace("\"layout\":2,", ""));

        assertRefused(
                run("--resume"),
                ("run %s: must have layout 2 to be resumed by this build, has layout 1: its ledger and steps lie in another"
                                + " form; finish it with the build that started it, or start a new run with --out")
                        .formatted(out));
    }

    @Test
    void aRunOfAnotherModel() throws IOException {
        pretendACheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));
        Files.writeString(policy.resolve("config.json"), CONFIG.formatted(", \"rope_theta\": 5000"));

        CommandProcess.Result result = run("--resume");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .matches(
                        ("millrace: run \\Q%s\\E: the policy's config.json must be as it was started with to be resumed"
                                        + " \\(.{12}\\), is .{12}: give policy.path its old value, or start a new run with --out\n")
                                .formatted(out));
    }

    @Test
    void aRunOfOtherWeights() throws IOException {
        pretendACheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));

        assertRefused(
                run("--resume", "--set", "policy.init.seed=77"),
                ("run %s: the policy's weights must be as it was started with to be resumed (random, seed 1), is random,"
                                + " seed 77: give policy.path and policy.init its old value, or start a new run with --out")
                        .formatted(out));
    }

    @Test
    void aRunOfAnotherTokenizer() throws IOException {
        pretendACheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));
        CharacterTokenizer.of("9876543210,:").write(policy, 64);

        CommandProcess.Result result = run("--resume");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("the policy's tokenizer must be as it was started with to be resumed (");
    }

    @Test
    void aFolderWithSomethingElseInARunsPlace() throws IOException {
        Path own = Files.createDirectories(out.resolve("policies/mine"));

        assertRefused(
                run(),
                "run %s: must be a new folder, holds policies, not of a run: name another folder by --out"
                        .formatted(out));
        assertThat(own).exists();
    }

    @Test
    void aRunResumedWithoutAConfigurationTakesItsOwn() throws IOException {
        pretendACheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));
        Files.writeString(out.resolve("config.yaml"), "run: {seed: 5}\npolicy: {path: '%s'}\n".formatted(policy));

        CommandProcess.Result result = CommandLineKit.execute("run", "--resume", "--out", out.toString());

        assertRefused(
                result,
                ("run %s: the seed must be as it was started with to be resumed (1), is 5: give run.seed its old value,"
                                + " or start a new run with --out")
                        .formatted(out));
    }

    @Test
    void aFolderThatAnotherRunIsWritingTo() throws IOException {
        Files.createDirectories(out);
        try (FileChannel channel =
                        FileChannel.open(out.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertRefused(
                    run(),
                    "run %s: must not be in use, is by another process: wait for its end, or name another folder by --out"
                            .formatted(out));
        }
    }

    @Test
    void aFolderThatCannotBeMade() throws IOException {
        Files.writeString(out, "a file in the way");

        assertRefused(
                run(),
                ("run %s: must be a folder that can be written, was not"
                                + " (java.nio.file.FileAlreadyExistsException: %s): name another one by --out")
                        .formatted(out, out));
    }

    @Test
    void anInspectionOfWhatIsNoSavepoint() {
        assertRefused(
                CommandLineKit.execute("inspect", "/nowhere"),
                "inspect /nowhere: must be a checkpoint, a savepoint or the folder of a run, does not exist");
        assertRefused(
                CommandLineKit.execute("inspect", policy.toString()),
                "inspect %s: must be a checkpoint, a savepoint or the folder of a run that has one, has none"
                        .formatted(policy));
        assertRefused(
                CommandLineKit.execute("inspect", policy.resolve("config.json").toString()),
                "inspect %s/config.json: must be a checkpoint, a savepoint or the folder of a run, is a file"
                        .formatted(policy));
    }

    @Test
    void anInspectionWithOptionsThatDoNotGoTogether() {
        String file = policy.resolve("config.json").toString();

        assertRefused(
                CommandLineKit.execute("inspect", "x", "--top", "largest", "--query", "q"),
                "--top: must not come with --query or --export: give one of them");
        assertRefused(CommandLineKit.execute("inspect", "x", "--limit", "0"), "--limit: must be >= 1, was 0");
        assertRefused(
                CommandLineKit.execute("inspect", "x", "--export", "all.csv"),
                "--export: must be a .jsonl or .parquet file, was all.csv");
        assertRefused(
                CommandLineKit.execute("inspect", "x", "--export", file + ".jsonl", "--limit", "0"),
                "--limit: must be >= 1, was 0");
    }

    @Test
    void onlyDebugShowsTheStackTrace() {
        CommandProcess.Result result = run("--resume", "--debug");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("at io.millrace.jobs.run.Inputs.", "has none: start it without --resume");
    }

    private void pretendACheckpoint() throws IOException {
        Path checkpoint = Files.createDirectories(out.resolve("checkpoints/job/chk-1"));
        Files.writeString(checkpoint.resolve("_metadata"), "");
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
