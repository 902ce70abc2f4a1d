package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testkit.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's first day with custom data: three lines of YAML, a file as published, and the output of the commands. */
class OwnDataTest {
    private static final String BYTES = "../deploy/models/bytes";

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "gsm8k.jsonl ~ {\"question\": \"40+2?\", \"answer\": \"40+2=<<40+2=42>>42\\n#### 42\"} ~ 42",
                "math.jsonl ~ {\"problem\": \"half?\", \"level\": \"Level 1\", \"solution\": \"It is\\n$\\\\boxed{\\\\frac{1}{2}}$.\"} ~ \\frac{1}{2}",
                "deepscaler.json ~ [{\"problem\": \"40+2?\", \"answer\": \"42\", \"solution\": \"add\"}] ~ 42",
                "chat.jsonl ~ {\"messages\": [{\"role\": \"user\", \"content\": \"40+2?\"}, {\"role\": \"assistant\", \"content\": \"So \\\\boxed{42}.\"}]} ~ 42"
            })
    void filesAreReadAsTheyArePublished(String name, String content, String truth) throws IOException {
        assertFine(Files.writeString(temp.resolve(name), content + "\n"), truth);
    }

    @Test
    void aParquetFileOfVerlIsRead() throws IOException, SQLException {
        Path file = temp.resolve("verl.parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("""
                    COPY (SELECT 'gsm8k' AS data_source, [{'role': 'user', 'content': '40+2?'}] AS prompt, 'math' AS ability,
                                 {'style': 'rule', 'ground_truth': '42'} AS reward_model) TO '%s' (FORMAT parquet)""".formatted(file));
        }
        assertFine(file, "42");
    }

    private void assertFine(Path file, String truth) throws IOException {
        Path config = Files.writeString(temp.resolve("own.yaml"), """
                policy: {path: %s}
                data: {train: {path: %s}, eval: {path: %s}}
                """.formatted(BYTES, file, file));
        Shown shown = shown("validate", config.toString());
        assertThat(shown.exit()).as(shown.output()).isZero();
        assertThat(shown.output())
                .contains(
                        "training prompts: 1 of ",
                        ", task math\n",
                        "the first training prompt, as the policy receives it:\n  │ ")
                .contains("  task math, truth %s\n".formatted(truth))
                .contains("  a correct answer, \\boxed{%s}, earns 1.000 (accuracy 1.000)\n".formatted(truth))
                .contains("  an incorrect answer, \\boxed{0}, earns 0.000 (accuracy 0.000)\n")
                .contains("config %s: fine\n".formatted(config));
    }

    @Test
    void aFileInsteadOfGeneratedPromptsIsGradedByItsTask() throws IOException {
        Path file = Files.writeString(temp.resolve("own.jsonl"), "{\"question\": \"40+2?\", \"answer\": \"42\"}\n");
        String[] own = {
            "--set", "policy.path=" + BYTES, "--set", "data.train.path=" + file, "--set", "data.eval.path=" + file
        };
        assertThat(shown(with(own, "validate", "../deploy/conf/reason.yaml")).output())
                .contains("training prompts: 1 of own, task math\n");
        Shown named = shown(with(own, "validate", "../deploy/conf/reason.yaml", "--set", "data.train.task=reason"));
        assertThat(named.exit()).isEqualTo(2);
        assertThat(named.error())
                .contains("must have the form C=3;D=C+4;D?; for your own files, set the task to auto, math or another");
    }

    @Test
    void promptsAreShownWithTheirIds() throws IOException {
        Path file = Files.writeString(temp.resolve("own.jsonl"), "{\"question\": \"2+2?\", \"answer\": \"4\"}\n");
        assertThat(shown(
                                "data",
                                "../deploy/conf/reason.yaml",
                                "--part",
                                "train",
                                "--show",
                                "1",
                                "--set",
                                "policy.path=" + BYTES,
                                "--set",
                                "data.train.path=" + file)
                        .output())
                .contains("as the policy receives them\n  │ 2+2?\n  4 tokens: 50 43 50 63\n  task math, truth 4\n");
    }

    @Test
    void aPolicyWithoutATemplateIsReportedToHaveNone() throws IOException {
        Path file = Files.writeString(temp.resolve("own.jsonl"), "{\"question\": \"2+2?\", \"answer\": \"4\"}\n");
        assertThat(shown(
                                "validate",
                                "../deploy/conf/reason.yaml",
                                "--set",
                                "policy.path=" + BYTES,
                                "--set",
                                "data.train.path=" + file)
                        .output())
                .contains(
                        "note: the policy's folder has no chat template: the contents of a conversation's turns are joined, without roles; choose one with policy.chat.template\n");
    }

    @Test
    void thinkTagsThatAreSpecialTokensAreSeenInRecordedResponses() throws IOException {
        Path cases = SharedFiles.file("cases/special-think.jsonl");
        List<JsonNode> graded = scored(cases, "policy.path=" + cases.resolveSibling("special-think"));
        List<JsonNode> expected = lines(cases);
        assertThat(graded).hasSameSizeAs(expected);
        for (int i = 0; i < graded.size(); i++) {
            assertThat(graded.get(i).path("verdict").asText())
                    .as(expected.get(i).toString())
                    .isEqualTo(expected.get(i).path("expected").asText());
            assertThat(graded.get(i).path("reason").asText()).isNotBlank();
        }
    }

    @Test
    void idsThatDifferInUnpairedSurrogatesAreTwoLines() throws IOException {
        Path file = Files.writeString(temp.resolve("ids.jsonl"), """
                {"id": "x\\ud83d", "prompt": "b", "answer": "4", "response": "\\\\boxed{4}"}
                {"id": "x\\ud83e", "prompt": "c", "answer": "5", "response": "\\\\boxed{5}\\ud83e"}
                """);
        assertThat(scored(file, "policy.trace.fields.id=id"))
                .extracting(line -> line.path("query").asText())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    /** Scores a recording. */
    private List<JsonNode> scored(Path file, String set) throws IOException {
        Path out = temp.resolve("o.jsonl");
        Shown scored = shown(
                "score",
                file.toString(),
                "--config",
                "../deploy/conf/trace.yaml",
                "--set",
                "policy.path=" + BYTES,
                "--set",
                "data.train.task=math",
                "--set",
                set,
                "--out",
                out.toString());
        assertThat(scored.exit()).as(scored.error()).isZero();
        return lines(out);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static String[] with(String[] more, String... first) {
        List<String> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    /** The output of a command. */
    private record Shown(int exit, String output, String error) {}

    private static Shown shown(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandProcess.Result result = CommandLineKit.execute(arguments);
            return new Shown(result.exit(), out.toString(StandardCharsets.UTF_8), result.output());
        } finally {
            System.setOut(before);
        }
    }
}
