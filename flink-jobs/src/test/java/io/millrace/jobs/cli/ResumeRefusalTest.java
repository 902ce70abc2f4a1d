package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.start.RunIdentityKit;
import io.millrace.token.CharacterTokenizer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that no run can be resumed in or started in. */
class ResumeRefusalTest extends RefusalKit {
    @Test
    void aRunWithoutACheckpointIsRejected() {
        assertRefused(
                run("--resume"),
                "run %s: has no checkpoint or savepoint to resume from: start it without --resume,".formatted(out)
                        + " or name its folder with --out");
        assertNothingIsWritten();
    }

    @Test
    void aFolderThatContainsARunIsRejected() throws IOException {
        fakeCheckpoint();

        assertRefused(
                run(),
                "run %s: the folder already contains a run: continue it with --resume, or choose another".formatted(out)
                        + " folder with --out");
    }

    @Test
    void aCheckpointWithoutItsIdentityIsRejected() throws IOException {
        fakeCheckpoint();

        CommandProcess.Result result = run("--resume");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .startsWith("millrace: run %s: run.json does not describe how the run was started (".formatted(out))
                .endsWith("): start a new run with --out\n");
    }

    @Test
    void aRunOfTwoHalvesIsNotResumedAsOne() throws IOException {
        fakeCheckpoint();
        Files.writeString(
                out.resolve("run.json"), RunIdentityKit.json(policy).replace("\"split\":false", "\"split\":true"));

        assertRefused(
                run("--resume"),
                "run %s: was started as two jobs and cannot be resumed as one: resume its halves with --only rollout and --only learner, or start a new run with --out"
                        .formatted(out));
    }

    @ParameterizedTest
    @CsvSource({"rollout", "learner"})
    void aRunOfOneJobIsNotResumedAsTwo(String half) throws IOException {
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));

        assertRefused(
                run("--resume", "--only", half),
                "run %s: was started as one job and cannot be resumed as two: resume it without --only, or start a new run with --out"
                        .formatted(out));
    }

    @Test
    void aLearnerOutsideNeedsTwoProcesses() {
        assertRefused(
                run("--set", "learner.kind=outside"),
                "learner.kind: must be embedded for a run of one job, was outside: start its two halves with --only rollout and --only learner (docs/outside-learner.md)");
        assertNothingIsWritten();
    }

    @Test
    void aHalfNeedsTheFolderThatItSharesWithTheOtherOne() {
        assertRefused(
                CommandLineKit.execute("run", DIGITS, "--only", "rollout"),
                "--only rollout: needs --out DIR, the same folder for both halves of the run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run.seed=2 | the seed must still be 1 to be resumed, was 2: give run.seed its old value",
                "batch.groups=8 | the batch must still be 32 to be resumed, was 8: give batch.groups its"
                        + " old value",
                "batch.shards=2 | the shards must still be 1 to be resumed, was 2: give batch.shards its old"
                        + " value",
                "sampling.temperature=0.5 | the sampling temperature must still be 1.0 to be resumed, was 0.5: give sampling.temperature its old value",
                "policy.chat.date=2025-03-09 | the chat template, thinking and date must still be own auto 2024-07-26 to be resumed, was own auto 2025-03-09: give policy.chat.template, policy.chat.thinking and"
                        + " policy.chat.date its old value",
                "policy.chat.thinking=no-think | the chat template, thinking and date must still be own auto 2024-07-26 to be resumed, was own no-think 2024-07-26: give policy.chat.template, policy.chat.thinking"
                        + " and policy.chat.date its old value",
                "policy.chat.template=chatml | the chat template, thinking and date must still be own auto 2024-07-26 to be resumed, was chatml auto 2024-07-26: give policy.chat.template, policy.chat.thinking"
                        + " and policy.chat.date its old value",
                "data.train.prompts=5 | the training prompts must still be .{12} to be resumed, was .{12}: give data.train its old value"
            })
    void aRunWithOtherSettingsIsRejected(String override, String rule) throws IOException {
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));

        CommandProcess.Result result = run("--resume", "--set", override);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .matches("millrace: run \\Q%s\\E: %s, or start a new run with --out\n"
                        .formatted(out, rule.contains(".{12}") ? rule : "\\Q" + rule + "\\E"));
    }

    @Test
    void aRunWithOtherSourceWeightsIsRejected() throws IOException {
        String sources = "data.train.sources=[{name: a, prompts: 5, weight: %d}, {name: b, prompts: 5, weight: 1}]";
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy, sources.formatted(1)));

        assertRefused(
                run("--resume", "--set", sources.formatted(2)),
                ("run %s: the mixing must still be a:5:1.0,b:5:1.0 to be resumed, was a:5:2.0,b:5:1.0: give data.train.sources its old value, or start a new run with --out")
                        .formatted(out));
    }

    @Test
    void aRunWithOtherTruthsIsRejected() throws IOException {
        Path file = Files.writeString(temp.resolve("d.jsonl"), "{\"prompt\": \"8,8:9,1\", \"answer\": \"8\"}\n");
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy, "data.train.path=" + file));
        Files.writeString(file, "{\"prompt\": \"8,8:9,1\", \"answer\": \"7\"}\n");

        assertThat(run("--resume", "--set", "data.train.path=" + file).output())
                .contains("the training prompts must still be ")
                .contains("give data.train its old value");
    }

    @Test
    void aRunWithAnotherTaskIsRejected() throws IOException {
        Path file = Files.writeString(temp.resolve("d.jsonl"), "{\"prompt\": \"8,8:9,1\", \"answer\": \"8\"}\n");
        String[] source = {"data.train.path=" + file, "data.train.task=math"};
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy, source));

        assertThat(run("--resume", "--set", source[0]).output()).contains("the training prompts must still be ");
    }

    @Test
    void aReplayOfOtherResponsesIsRejected() throws IOException {
        Path trace = Files.writeString(temp.resolve("trace.jsonl"), "{\"prompt\": \"1\", \"response\": \"1\"}\n");
        String[] replay = {"policy.engine=trace", "policy.trace.path=" + trace, "policy.path=" + policy};
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy, replay));
        Files.writeString(trace, "{\"prompt\": \"1\", \"response\": \"2\"}\n");

        assertThat(run("--resume", "--set", replay[0], "--set", replay[1]).output())
                .contains("the recorded responses must still be ")
                .contains("give policy.engine and policy.trace.path its old value");

        Files.writeString(policy.resolve("config.json"), CONFIG.formatted(", \"rope_theta\": 5000"));
        assertThat(run("--resume", "--set", replay[0], "--set", replay[1]).output())
                .contains("the policy's config.json must still be ");
    }

    @Test
    void aMissingRecordingIsReported() {
        assertThat(run("--set", "policy.engine=trace", "--set", "policy.trace.path=none.jsonl")
                        .output())
                .startsWith("millrace: policy.trace.path none.jsonl: must be a readable file: ");
        assertNothingIsWritten();
    }

    @Test
    void anIncompleteIdentityIsRejected() throws IOException {
        fakeCheckpoint();
        Files.writeString(
                out.resolve("run.json"), RunIdentityKit.json(policy).replace("\"chat\":\"own auto 2024-07-26\",", ""));

        assertThat(run("--resume").output())
                .contains("run.json does not describe how the run was started (")
                .contains("chat");
    }

    @Test
    void aRunWithAnotherLayoutIsRejected() throws IOException {
        fakeCheckpoint();
        Files.writeString(
                out.resolve("run.json"), RunIdentityKit.json(policy).replace("\"layout\":1,", "\"layout\":2,"));

        assertRefused(
                run("--resume"),
                ("run %s: must have layout 1 to be resumed by this build, had layout 2: its files and state have another format; finish it with the build that started it, or start a new run with --out")
                        .formatted(out));
    }

    @Test
    void aRunOfAnotherModelIsRejected() throws IOException {
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));
        Files.writeString(policy.resolve("config.json"), CONFIG.formatted(", \"rope_theta\": 5000"));

        CommandProcess.Result result = run("--resume");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .matches(
                        ("millrace: run \\Q%s\\E: the policy's config.json must still be .{12} to be resumed, was .{12}: give policy.path its old value, or start a new run with --out\n")
                                .formatted(out));
    }

    @Test
    void aRunWithOtherWeightsIsRejected() throws IOException {
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));

        assertRefused(
                run("--resume", "--set", "policy.init.seed=77"),
                ("run %s: the policy's weights must still be random, seed 1 to be resumed, was random,"
                                + " seed 77: give policy.path and policy.init its old value, or start a new run with --out")
                        .formatted(out));
    }

    @Test
    void aRunWithAnotherTokenizerIsRejected() throws IOException {
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));
        CharacterTokenizer.of("9876543210,:").write(policy, 64);

        CommandProcess.Result result = run("--resume");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("the policy's tokenizer must still be ");
    }

    @Test
    void aFolderWithOtherFilesIsRejected() throws IOException {
        Path own = Files.createDirectories(out.resolve("policies/mine"));

        assertRefused(
                run(),
                "run %s: the folder contains policies, which is not part of a run; choose another folder with --out"
                        .formatted(out));
        assertThat(own).exists();
    }

    @Test
    void aRunResumedWithoutAConfigurationUsesItsOwn() throws IOException {
        fakeCheckpoint();
        Files.writeString(out.resolve("run.json"), RunIdentityKit.json(policy));
        Files.writeString(out.resolve("config.yaml"), "run: {seed: 5}\npolicy: {path: '%s'}\n".formatted(policy));

        CommandProcess.Result result = CommandLineKit.execute("run", "--resume", "--out", out.toString());

        assertRefused(
                result,
                ("run %s: the seed must still be 1 to be resumed, was 5: give run.seed its old value,"
                                + " or start a new run with --out")
                        .formatted(out));
    }

    @Test
    void aFolderInUseIsRejected() throws IOException {
        Files.createDirectories(out);
        try (FileChannel channel =
                        FileChannel.open(out.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertRefused(
                    run(),
                    "run %s is in use by another process: wait until it ends, or choose another folder with --out"
                            .formatted(out));
        }
    }

    private void fakeCheckpoint() throws IOException {
        Path checkpoint = Files.createDirectories(out.resolve("checkpoints/job/chk-1"));
        Files.writeString(checkpoint.resolve("_metadata"), "");
    }
}
