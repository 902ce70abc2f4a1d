package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.model.Prompt;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskChoiceTest {
    private final Tasks tasks = ConfigReader.defaults().tasks();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        tasks.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "math | {\"question\": \"What is 40+2?\", \"answer\": \"42\"}",
                "math | {\"question\": \"half?\", \"answer\": \"\\\\frac{1}{2}\"}",
                "choice | {\"question\": \"Which? A) iron B) tin\", \"answer\": \"B\"}",
                "reason | {\"prompt\": \"C=3;D=C+4;D?\"}",
                "reason | {\"prompt\": \"C=3;D=C+4;D?\", \"answer\": \"7\"}",
                "digits | {\"prompt\": \"3,4:9,1\"}"
            })
    void theTaskIsChosenByTheData(String task, String line) throws IOException {
        assertThat(load(line).task()).isEqualTo(task);
    }

    @Test
    void recordsWithOtherAnswersAreSkipped() throws IOException {
        LoadedDataset loaded = loaded("""
                {"question": "a?", "answer": "42"}
                {"question": "b?", "answer": "7"}
                {"question": "c?", "answer": "}{"}
                """);
        assertThat(loaded.dataset().size()).isEqualTo(2);
        assertThat(loaded.leftOut()).extracting(SkippedRecord::cause).containsExactly(SkippedRecord.Cause.UNGRADABLE);
    }

    @Test
    void theTaskIsInferredDespiteABrokenRecord() throws IOException {
        LoadedDataset loaded = loaded("""
                {"prompt": "3,4:9,1"}
                {"prompt": "hello"}
                {"prompt": "3,4:9,2"}
                """);
        assertThat(loaded.dataset().get(0).task()).isEqualTo("digits");
        assertThat(loaded.dataset().size()).isEqualTo(2);
    }

    @Test
    void otherTasksMustBeNamed() throws IOException {
        assertThatThrownBy(() -> load("{\"question\": \"capital of France?\", \"answer\": \"Paris\"}"))
                .isInstanceOf(DatasetException.class)
                .hasMessageEndingWith(
                        ": task must be given, because it cannot be inferred from answers such as 'Paris'; set task to one of choice, json, math, number, pattern, text");
        assertThatThrownBy(() -> load("{\"question\": \"capital of France?\"}"))
                .hasMessageEndingWith(
                        ": task must be given, because its records have no answer to infer it from; name the answer's field in fields.truths, or set task to one of choice, json, math, number, pattern, text");
    }

    @Test
    void theOnlyVerifierIsTheDefault() throws IOException {
        try (Tasks one = ConfigReader.parse("task: {verifiers: [{type: text, name: words}]}", List.of(), "test")
                .tasks()) {
            Path file = Files.writeString(
                    folder.resolve("one.jsonl"), "{\"question\": \"capital of France?\", \"answer\": \"Paris\"}\n");
            assertThat(TaskChoice.of(file, DatasetFormat.AUTO, FieldMapping.AUTOMATIC, one))
                    .isEqualTo("words");
        }
    }

    @Test
    void recordsThatNameTheirTaskKeepIt() throws IOException {
        Path file = Files.writeString(
                folder.resolve("own.jsonl"), "{\"question\": \"a?\", \"answer\": \"Paris\", \"judge\": \"text\"}\n");
        FieldMapping named = new FieldMapping("", List.of(), "", "", "judge", "");
        LoadedDataset loaded = Datasets.load(DataKit.file("auto", file.toString(), named, 0), Part.TRAIN, tasks);
        assertThat(loaded.dataset().get(0).task()).isEqualTo("text");
    }

    @Test
    void withoutAFileTheTaskIsDigits() {
        DatasetConfig config = ConfigReader.defaults().data().train();
        assertThat(config.task()).isEqualTo("auto");
        assertThat(config.parts().get(0).task()).isEqualTo("digits");
        assertThat(config.tasks()).containsExactly("digits");
    }

    private Prompt load(String line) throws IOException {
        return loaded(line + "\n").dataset().get(0);
    }

    private LoadedDataset loaded(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("own.jsonl"), lines);
        return Datasets.load(DataKit.file("auto", file.toString(), FieldMapping.AUTOMATIC, 0), Part.TRAIN, tasks);
    }
}
