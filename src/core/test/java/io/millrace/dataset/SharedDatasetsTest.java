package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataset.SkippedRecord.Cause;
import io.millrace.dataset.filter.TextPattern;
import io.millrace.model.Prompt;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.LenientTask;
import io.millrace.testkit.SharedFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real data sets, if available. */
class SharedDatasetsTest {
    private static final DigitsTask DIGITS = new DigitsTask(new DigitsConfig(9, true));

    @ParameterizedTest
    @CsvSource({
        "math-train.json, 7472, 2",
        "aime-train.json, 975, 0",
        "math500.json, 500, 0",
        "amc23.json, 83, 0",
        "aime24.json, 30, 0",
        "minerva.json, 272, 0",
        "olympiad_bench.json, 675, 0"
    })
    void mathDataSetsAreReadWithoutSettings(String file, long prompts, int rejected) {
        LoadedDataset loaded = math(file);
        assertThat(loaded.dataset().size()).isEqualTo(prompts);
        assertThat(loaded.rejected()).hasSize(rejected);
        Set<String> ids = new HashSet<>();
        for (long i = 0; i < prompts; i++) {
            Prompt prompt = loaded.dataset().get(i);
            assertThat(prompt.truths()).as(prompt.queryId()).isNotEmpty();
            assertThat(ids.add(prompt.queryId())).as(prompt.queryId()).isTrue();
        }
    }

    @Test
    void floatAnswersLoseTheirTrailingZero() {
        assertThat(math("amc23.json").dataset().get(0).truths()).containsExactly("142");
    }

    @Test
    void nullAnswersAreNamedByRecord() {
        assertThat(math("math-train.json").rejected())
                .extracting(RejectedRecord::position)
                .containsExactly(887L, 1010L);
    }

    @Test
    void duplicatesAndEvaluationPromptsAreRemovedFromTraining() {
        Path aime = SharedFiles.file("datasets/aime-train.json");
        KnownTexts apart = new KnownTexts();
        for (String file :
                List.of("math500.json", "amc23.json", "aime24.json", "minerva.json", "olympiad_bench.json")) {
            apart.add(SharedFiles.file("datasets/" + file), "");
        }
        DatasetConfig config = new DatasetConfig(
                "math",
                "",
                DatasetFormat.AUTO,
                FieldMapping.AUTOMATIC,
                0,
                1,
                List.of(new TextPattern(TextPattern.Rule.LACKS, "", "\\[asy\\]")),
                true,
                List.of(
                        DataKit.source("math", SharedFiles.file("datasets/math-train.json"), 3),
                        DataKit.source("aime", aime, 1)));

        LoadedDataset loaded = Datasets.load(config, Part.TRAIN, Tasks.of(new LenientTask("math")), apart);

        assertThat(left(loaded, "math")).isEqualTo(Map.of(Cause.BROKEN, 2L, Cause.FILTERED, 700L, Cause.DUPLICATE, 3L));
        assertThat(left(loaded, "aime"))
                .isEqualTo(Map.of(Cause.FILTERED, 79L, Cause.HELD_OUT, 6L, Cause.DUPLICATE, 335L));
        assertThat(loaded.leftOut())
                .filteredOn(one -> one.cause() == Cause.HELD_OUT)
                .extracting(one -> one.record().position())
                .containsExactly(2L, 178L, 303L, 561L, 726L, 787L);
        assertThat(loaded.origins())
                .allSatisfy(origin -> assertThat(origin.difficulty()).isPresent());
    }

    private static Map<Cause, Long> left(LoadedDataset loaded, String source) {
        return loaded.leftOut().stream()
                .filter(one -> one.source().equals(source))
                .collect(Collectors.groupingBy(SkippedRecord::cause, Collectors.counting()));
    }

    private static LoadedDataset math(String file) {
        return load("datasets/" + file, new LenientTask("math"));
    }

    private static LoadedDataset load(String path, Task task) {
        String file = SharedFiles.file(path).toString();
        return Datasets.load(DataKit.file(task.name(), file, FieldMapping.AUTOMATIC, 0), Part.TRAIN, Tasks.of(task));
    }
}
