package io.millrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.ConfiguredData;
import io.millrace.config.ConfigReader;
import io.millrace.dataset.LoadedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataReportTest {
    @TempDir
    private Path folder;

    private LoadedDataset loaded;

    @BeforeEach
    void load() throws IOException {
        Path first = Files.writeString(folder.resolve("a.jsonl"), """
                {"prompt": "3,4:9,1", "difficulty": 1}
                {"prompt": "3,4:9,12", "difficulty": 2.5}
                {"prompt": "3,4:9,1", "difficulty": 3}
                {"prompt": "3,4:9,3", "difficulty": 9}
                {"prompt": "hello", "difficulty": 3}
                {"prompt": "3,4:9,4"}
                {"prompt": "3,4:9,5", "difficulty": 3}
                {"prompt": "3,4:9,6", "difficulty": 3}
                """);
        Path second = Files.writeString(folder.resolve("b.json"), "[{\"prompt\": \"8,8:9,1\", \"answer\": \"7\"}, 1]");
        String source = "{name: %s, path: %s, weight: %d, prompts: %d, filters: [%s]}";
        loaded = ConfiguredData.training(ConfigReader.parse(
                "",
                List.of("data.train={task: digits, distinct: true, sources: [%s, %s]}"
                        .formatted(
                                source.formatted("first", first, 3, 3, "{type: range, field: difficulty, within: ..5}"),
                                source.formatted("second-one", second, 1, 0, ""))),
                "of the test"));
    }

    @Test
    void everyRecordIsCountedOnce() {
        assertThat(new DataReport(loaded).counts())
                .containsExactly(
                        "source        records  prompts   visits        broken  ungradable    filtered    held out   duplicate  beyond limit",
                        "first               8        3   75.0 %             0           1           2           0           1             1",
                        "second-one          2        1   25.0 %             1           0           0           0           0             0");
    }

    @Test
    void lengthsAndDifficultiesAreShownBySource() {
        assertThat(new DataReport(loaded).quantiles())
                .containsExactly(
                        "                      characters of a prompt                        difficulty",
                        "source         least    half    90 %    most     least    half    90 %    most",
                        "first              7       7       8       8      1.00    2.50    3.00    3.00",
                        "second-one         7       7       7       7         -       -       -       -");
    }

    @Test
    void rejectionReasonsAreCountedWithTheirRecords() {
        assertThat(new DataReport(loaded).reasons())
                .containsExactly(
                        "       2  first, filtered: difficulty must be a number in ..5 (4, 6)",
                        "       1  first, duplicate: must not have the text and truths of an earlier prompt (3)",
                        "       1  first, ungradable: task digits: must have the form a,b:M,n (5)",
                        "       1  second-one, broken: record must be a JSON object (2)");
    }

    @Test
    void samplesShowPromptAnswerAndOrigin() {
        List<String> lines = new DataReport(loaded).samples(9, 1);
        assertThat(lines).hasSize(3 * 4);
        assertThat(lines.subList(0, 3))
                .containsExactly(
                        "second-one, b.json:1, task digits, query "
                                + loaded.dataset().get(3).queryId(),
                        "  │ 8,8:9,1",
                        "  = 7");
        assertThat(lines.get(5)).isEqualTo("  = (no answer given)");
    }
}
