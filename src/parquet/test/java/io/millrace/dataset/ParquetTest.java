package io.millrace.dataset;

import static io.millrace.dataset.DataKit.prompts;
import static io.millrace.dataset.DataKit.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.pipeline.Grade;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.LenientTask;
import io.millrace.testkit.Pipes;
import io.millrace.testkit.Samples;
import io.millrace.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data sets in Parquet, as DuckDB writes them. */
class ParquetTest {
    @TempDir
    Path folder;

    @Test
    void numbersOfSinglePrecisionAreTheShortestDecimals() throws SQLException {
        Path file = folder.resolve("f.parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("""
                    COPY (SELECT 'q' || i AS prompt, CAST(i + 0.1 AS FLOAT) AS answer, CAST(0.3 AS FLOAT) AS difficulty,
                                 {'float': CAST(3.14 AS FLOAT), 'FLOAT x': [CAST(2.7 AS FLOAT), NULL]} AS "odd ""FLOAT\"\"\",
                                 CAST(0.1 AS DOUBLE) AS wide
                          FROM range(2) AS t(i)) TO '%s' (FORMAT parquet)""".formatted(file));
        }
        LoadedDataset loaded = load(file, FieldMapping.AUTOMATIC);
        assertThat(prompts(loaded)).extracting(Prompt::truths).containsExactly(List.of("0.1"), List.of("1.1"));
        assertThat(loaded.origins().get(0).difficulty()).hasValue(0.3);
        FieldMapping nested = new FieldMapping("", List.of("odd \"FLOAT\".float", "wide"), "", "", "", "");
        LoadedDataset inside = load(file, nested);
        assertThat(prompts(inside).get(0).truths()).containsExactly("3.14", "0.1");
    }

    @Test
    void aLongNameInAParquetFileIsReadLikeAShortOne() throws SQLException {
        Path file = folder.resolve("long.parquet");
        String name = "long name ".repeat(5_000);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute(
                    "COPY (SELECT 'q' AS prompt, CAST(0.1 AS FLOAT) AS answer, {'%s': 1} AS other) TO '%s' (FORMAT parquet)"
                            .formatted(name, file));
        }
        LoadedDataset loaded = load(file, FieldMapping.AUTOMATIC);
        assertThat(prompts(loaded)).extracting(Prompt::truths).containsExactly(List.of("0.1"));
    }

    @Test
    void aLongParquetRowIsLeftOutAndTheNextOneRead() throws SQLException {
        Path file = folder.resolve("a.parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement write = database.createStatement()) {
            write.execute("""
                    COPY (SELECT CASE WHEN i = 1 THEN repeat('x', %d) ELSE 'problem ' || i END AS problem, '2' AS answer
                      FROM range(3) AS t(i)) TO '%s' (FORMAT parquet)""".formatted((Lines.MAX_LENGTH + 1), file));
        }
        LoadedDataset loaded = load(file, FieldMapping.AUTOMATIC);
        assertThat(texts(loaded)).containsExactly("problem 0", "problem 2");
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly("a.parquet:2: must have at most 16777216 bytes as JSON, had 16777244");
    }

    @Test
    void parquetMayContainChatListsAndNestedTruths() throws SQLException {
        Path file = folder.resolve("v.parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("""
                    COPY (SELECT 'gsm8k' AS data_source, [{'role': 'user', 'content': 'é ' || i}] AS prompt,
                      {'style': 'rule', 'ground_truth': CASE WHEN i = 2 THEN NULL ELSE i::VARCHAR END} AS reward_model
                      FROM range(4) AS t(i)) TO '%s' (FORMAT parquet, COMPRESSION zstd)""".formatted(file));
        }
        LoadedDataset loaded = load(file, FieldMapping.AUTOMATIC);
        assertThat(prompts(loaded))
                .extracting(Prompt::truths)
                .containsExactly(List.of("0"), List.of("1"), List.of("3"));
        assertThat(loaded.dataset().get(0).messages()).containsExactly(ChatMessage.user("é 0"));
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly(
                        "v.parquet:3: reward_model.ground_truth must be a string, a number or a list of them, was null");
    }

    @Test
    void aFileThatIsNotParquetIsRejected() throws IOException {
        Path file = Files.writeString(folder.resolve("n.parquet"), "no parquet");
        assertThatThrownBy(() -> load(file, FieldMapping.AUTOMATIC))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("n.parquet: must be a Parquet file: ");
    }

    @Test
    @Timeout(60)
    void noDataSetIsReadFromAPipe() throws Exception {
        Path pipe = Pipes.make(folder.resolve("a.parquet"));
        assertThatThrownBy(() -> load(pipe, FieldMapping.AUTOMATIC))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("must be a regular file, was a pipe, a device or a socket");
    }

    @Test
    void sharedNumbersOfSinglePrecisionAreTheShortestDecimals() {
        LoadedDataset loaded = load(SharedFiles.file("cases/float32.parquet"), FieldMapping.AUTOMATIC);
        assertThat(prompts(loaded)).flatExtracting(Prompt::truths).containsExactly("0.1", "3.14", "2.5");
    }

    @Test
    void verlsDigitPromptsAreGradedWithoutATruthInTheFile() {
        DigitsTask digits = new DigitsTask(new DigitsConfig(9, true));
        Dataset dataset = load(SharedFiles.file("digit-completion/data/test.parquet"), FieldMapping.AUTOMATIC, digits)
                .dataset();
        assertThat(dataset.size()).isEqualTo(200);
        Grade grade = new Grade(CharTokens.digits(), Tasks.of(digits));
        for (long i = 0; i < dataset.size(); i++) {
            Prompt prompt = dataset.get(i);
            String solution = digits.solution(prompt, 0, new Random(1));
            GradedResponse graded = grade.grade(prompt, Samples.answered(0, solution));
            assertThat(graded.correct()).as(prompt.queryId()).isTrue();
            assertThat(graded.reward()).isCloseTo(1, within(1e-9));
            assertThat(graded.response().finish()).isEqualTo(FinishReason.STOP);
        }
    }

    private static LoadedDataset load(Path file, FieldMapping fields) {
        return load(file, fields, new LenientTask("any"));
    }

    private static LoadedDataset load(Path file, FieldMapping fields, Task task) {
        return Datasets.load(DataKit.file(task.name(), file.toString(), fields, 0), Part.TRAIN, Tasks.of(task));
    }
}
