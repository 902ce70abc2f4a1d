package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.SkippedRecord;
import io.millrace.dataset.SkippedRecord.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluation prompts are excluded from training. */
class ConfiguredDataTest {
    @TempDir
    private Path folder;

    private Path train;
    private Path eval;

    @BeforeEach
    void writeData() throws IOException {
        train = write("train.jsonl", "{\"prompt\": \"3,4:9,%d\"}\n".repeat(4).formatted(1, 2, 3, 4));
        eval = write("eval.jsonl", "{\"prompt\": \"8,8:9,1\"}\n{\"prompt\": \"3,4:9,2\"}\n");
    }

    @Test
    void evaluationPromptsAreExcludedFromTrainingIfRequested() {
        assertThat(ConfiguredData.training(config()).dataset().size()).isEqualTo(4);
        LoadedDataset apart = ConfiguredData.training(config("data.decontaminate.eval=true"));
        assertThat(apart.dataset().size()).isEqualTo(3);
        assertThat(apart.leftOut()).extracting(SkippedRecord::cause).containsExactly(Cause.HELD_OUT);
        assertThat(apart.leftOut().get(0).record())
                .hasToString(
                        "train.jsonl:2: must not have the letters and digits of an evaluation prompt, was a copy of eval.jsonl:2");
    }

    @Test
    void promptsOfDecontaminationFilesAreExcludedRegardlessOfAnswers() throws IOException {
        Path more = write("more.json", "[{\"q\": \"3, 4: 9, 4.\", \"answer\": null}, {\"q\": \"x\", \"answer\": []}]");
        LoadedDataset apart = ConfiguredData.training(
                config("data.decontaminate.files=[%s]".formatted(more), "data.decontaminate.prompt=q"));
        assertThat(apart.leftOut()).extracting(one -> one.record().position()).containsExactly(4L);
    }

    @Test
    void anUnreadableEvaluationRecordIsAnError() throws IOException {
        Path more = write("more.jsonl", "{\"prompt\": \"3,4:9,4\"}\n{\"q\": 1}\n");
        assertThatThrownBy(() -> ConfiguredData.training(config("data.decontaminate.files=[%s]".formatted(more))))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "data.decontaminate.files: data set %s: every record must be readable to be excluded from training, record 2 is not: must have one of prompt, problem, question, messages, conversations; set fields.prompt",
                        more);
    }

    @Test
    void missingFilesAreReportedByTheirOption() {
        assertThatThrownBy(() ->
                        ConfiguredData.training(config("data.decontaminate.eval=true", "data.eval.path=/none.jsonl")))
                .hasMessage("data.eval: data set /none.jsonl: file does not exist; check the path");
        assertThatThrownBy(() -> ConfiguredData.training(config("data.decontaminate.files=[/none.jsonl]")))
                .hasMessage("data.decontaminate.files: data set /none.jsonl: file does not exist; check the path");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private MillraceConfig config(String... more) {
        List<String> overrides = new ArrayList<>(List.of("data.train.path=" + train, "data.eval.path=" + eval));
        overrides.addAll(List.of(more));
        return ConfigReader.parse("", overrides, "test");
    }
}
