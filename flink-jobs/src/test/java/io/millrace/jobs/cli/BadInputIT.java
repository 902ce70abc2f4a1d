package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelReader;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyStore;
import io.millrace.token.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures during a run, on a real, very small model, in a separate process. */
class BadInputIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp;

    private Path policy;
    private RunFolder folder;

    @BeforeEach
    void makeAPolicyFolder() throws IOException {
        policy = Files.createDirectories(temp.resolve("policy"));
        folder = new RunFolder(temp.resolve("a run"));
        Files.writeString(policy.resolve("config.json"), """
                {"model_type": "llama", "num_hidden_layers": 1, "hidden_size": 16, "intermediate_size": 24,
                 "num_attention_heads": 2, "vocab_size": 16, "max_position_embeddings": 64, "eos_token_id": 1}
                """);
        CharacterTokenizer.of("0123456789,:").write(policy, 64);
    }

    private CommandProcess start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("run", "deploy/conf/digits.yaml", "--out", folder.root().toString()));
        for (String option : List.of(
                "policy.path=" + policy,
                "batch.groups=2",
                "sampling.groupSize=2",
                "sampling.maxTokens=4",
                "data.eval.prompts=2",
                "evaluation.samples=2",
                "stream.checkpointInterval=300 ms")) {
            arguments.addAll(List.of("--set", option));
        }
        arguments.addAll(Arrays.asList(more));
        return CommandProcess.start(temp, arguments.toArray(String[]::new));
    }

    @Test
    void recordsThatCannotBeUsedAreDeadLettersAndTheRunContinues() throws Exception {
        String fine = "{\"prompt\": \"3,4:9,%d\", \"answer\": \"1,2,3,4\"}\n";
        String tooLong = "3,4:9,1" + " ".repeat(57);
        Path file = Files.writeString(
                temp.resolve("mixed.jsonl"),
                fine.formatted(1)
                        + "{\"prompt\": \"half\n"
                        + "{\"answer\": \"2\"}\n"
                        + "{\"id\": \"long\", \"prompt\": \"%s\", \"answer\": \"2\"}\n".formatted(tooLong)
                        + fine.formatted(2));

        CommandProcess.Result result =
                start("--steps", "3", "--set", "data.train.path=" + file).await();

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("3 training prompts, 2 held-out prompts")
                .contains("2 records left out, 1 prompts that do not fit the policy and its context of 64 tokens: see "
                        + folder.deadLetters());
        List<JsonNode> letters = new ArrayList<>();
        try (Stream<String> lines = ChannelReader.lines(folder.deadLetters())) {
            for (String line : lines.toList()) {
                letters.add(JSON.readTree(line));
            }
        }
        assertThat(letters).extracting(l -> l.path("file").asText()).containsOnly("mixed.jsonl");
        assertThat(letters).extracting(l -> l.path("position").asInt()).containsExactly(2, 3, 4);
        assertThat(letters.get(0).path("reason").asText())
                .isEqualTo("must be JSON: Unexpected end-of-input in VALUE_STRING");
        assertThat(letters.get(1).path("reason").asText())
                .isEqualTo("must have one of prompt, problem, question, messages, conversations; set fields.prompt");
        assertThat(letters.get(2).path("reason").asText())
                .endsWith(": must leave room for a response in a context of 64 tokens, had 65");
        assertThat(letters.get(2).path("raw").asText()).isEqualTo(tooLong);
        JsonNode report = JSON.readTree(folder.report().toFile());
        assertThat(report.at("/ledger/read").asInt()).isEqualTo(6);
        assertThat(report.at("/ledger/trained").asInt()).isEqualTo(4);
        assertThat(report.at("/ledger/other/promptTooLong").asInt()).isEqualTo(2);
    }

    @Test
    void aPolicyStoreThatCannotBeWrittenEndsTheRunAfterItsRestartsAndKeepsTheNewestVersion() throws Exception {
        CommandProcess running = start("--steps", "0", "--set", "stream.restarts=2", "--set", "evaluation.every=0");
        PolicyStore store = new PolicyStore(folder.store());
        while (running.process().isAlive()
                && (folder.latestRestorePoint().isEmpty()
                        || store.newestManifest().isEmpty())) {
            Thread.onSpinWait();
        }
        while (running.process().isAlive() && !blocked()) {
            Thread.onSpinWait();
        }

        CommandProcess.Result failed = running.await();

        assertThat(failed.exit()).as(failed.output()).isEqualTo(1);
        assertThat(failed.output())
                .containsPattern(
                        "\nmillrace: run \\Q%s\\E: the job failed: policy store \\Q%s\\E: version \\d+ could not be"
                                        .formatted(folder.root(), folder.store().toAbsolutePath())
                                + " written \\(FileSystemException: Is a directory\\): free some space or choose another folder\n")
                .contains("failure 1: the job restarts from its newest checkpoint; the cause is in " + folder.log())
                .contains("(the stack trace is in %s; --debug shows it here)".formatted(folder.log()))
                .doesNotContain("\tat ");
        assertThat(folder.log()).content().contains("could not be written", "\tat io.millrace.");
        PolicyVersion newest = store.version(store.newestManifest().orElseThrow());
        store.verify(newest);
    }

    /**
     * Puts a folder where the store writes its manifest: permissions and quotas would not stop a test that runs as
     * root.
     */
    private boolean blocked() throws IOException {
        try {
            Files.createDirectory(folder.store().resolve("newest.json.draft"));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
