package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.dataset.SkippedRecord.Cause;
import io.millrace.dataset.filter.FieldRange;
import io.millrace.dataset.filter.PromptLength;
import io.millrace.dataset.filter.TextPattern;
import io.millrace.model.Prompt;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.testkit.LenientTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets of several sources, and their skipped records. */
class SourcesTest {
    private static final Tasks TASKS =
            Tasks.of(new LenientTask("any"), new LenientTask("other"), new DigitsTask(new DigitsConfig(9, true)));

    @TempDir
    private Path folder;

    @Test
    void sourcesFollowEachOtherAndNameTheirPrompts() throws IOException {
        LoadedDataset loaded = load(DataKit.mixed(
                DataKit.source(
                        "easy",
                        write("a.jsonl", "{\"prompt\": \"1\", \"data_source\": \"own\", \"difficulty\": 2}"),
                        0),
                DataKit.source(
                        "hard",
                        write("b.json", "[{\"question\": \"2\"}, {\"question\": \"3\", \"difficulty\": \"4.5\"}]"),
                        0)));
        assertThat(DataKit.prompts(loaded)).extracting(Prompt::source).containsExactly("easy", "hard", "hard");
        assertThat(loaded.dataset().name()).isEqualTo("easy+hard");
        assertThat(loaded.origins())
                .containsExactly(
                        new PromptOrigin("easy", "a.jsonl", 1, OptionalDouble.of(2)),
                        new PromptOrigin("hard", "b.json", 1, OptionalDouble.empty()),
                        new PromptOrigin("hard", "b.json", 2, OptionalDouble.of(4.5)));
        assertThat(loaded.sources())
                .containsExactly(new SourceCount("easy", "a.jsonl", 1), new SourceCount("hard", "b.json", 2));
    }

    @Test
    void sourcesHaveTheirOwnTasksFieldsAndLimits() throws IOException {
        Path file = write("c.jsonl", "{\"q\": \"1\", \"from\": \"x\", \"level\": 3}\n".repeat(4));
        SourceConfig own = new SourceConfig(
                "c",
                file.toString(),
                "other",
                DatasetFormat.JSONL,
                new FieldMapping("q", List.of(), "", "from", "", "level"),
                2,
                0,
                List.of());
        SourceConfig made =
                new SourceConfig("d", "", "digits", DatasetFormat.AUTO, FieldMapping.AUTOMATIC, 3, 0, List.of());
        LoadedDataset loaded = load(DataKit.mixed(own, made));
        assertThat(DataKit.prompts(loaded))
                .extracting(Prompt::task, Prompt::source)
                .containsExactly(
                        tuple("other", "x"),
                        tuple("other", "x"),
                        tuple("digits", "digits"),
                        tuple("digits", "digits"),
                        tuple("digits", "digits"));
        assertThat(loaded.sources())
                .containsExactly(new SourceCount("c", "c.jsonl", 4), new SourceCount("d", "digits", 3));
        assertThat(loaded.origins().get(0).difficulty()).hasValue(3);
    }

    @Test
    void weightsDetermineTheOrderOfVisits() throws IOException {
        Path many = write("m.jsonl", numbered(6));
        Path few = write("f.jsonl", numbered(2));
        Dataset mixed = load(DataKit.mixed(DataKit.source("m", many, 1), DataKit.source("f", few, 1)))
                .dataset();
        VisitOrder order = mixed.order(3);
        assertThat(LongStream.range(0, 8)
                        .mapToObj(i -> mixed.get(order.indexAt(i)).source()))
                .containsExactly("f", "m", "f", "m", "f", "m", "f", "m");
        assertThat(order.visitAt(4))
                .as("the third visit of the source with two prompts")
                .isEqualTo(1);
        assertThat(mixed.shares()).containsExactly(new SourceShare("m", 6, 1), new SourceShare("f", 2, 1));
        Dataset plain = load(DataKit.mixed(DataKit.source("m", many, 0), DataKit.source("f", few, 0)))
                .dataset();
        assertThat(plain.order(3)).isEqualTo(new PromptOrder(3, 8));
        assertThat(plain.shares()).isEmpty();
    }

    @Test
    void filtersOfTheDataSetAndOfTheSourceBothApply() throws IOException {
        Path file = write("f.jsonl", """
                {"prompt": "fine", "difficulty": 3}
                {"prompt": "much too long", "difficulty": 3}
                {"prompt": "[asy]", "difficulty": 3}
                {"prompt": "easy", "difficulty": 1}
                {"prompt": "none"}
                """);
        DatasetConfig config = new DatasetConfig(
                "any",
                "",
                DatasetFormat.AUTO,
                FieldMapping.AUTOMATIC,
                0,
                1,
                List.of(new PromptLength("..10"), new TextPattern(TextPattern.Rule.LACKS, "", "\\[asy\\]")),
                false,
                List.of(DataKit.source("s", file, 0, new FieldRange("difficulty", "2.."))));
        LoadedDataset loaded = load(config);
        assertThat(DataKit.texts(loaded)).containsExactly("fine");
        assertThat(loaded.leftOut())
                .extracting(SkippedRecord::cause, one -> one.record().toString())
                .containsExactly(
                        tuple(Cause.FILTERED, "f.jsonl:2: prompt must have ..10 characters, had 13"),
                        tuple(Cause.FILTERED, "f.jsonl:3: prompt must not match \\[asy\\], was a match"),
                        tuple(Cause.FILTERED, "f.jsonl:4: difficulty must be a number in 2.., was 1"),
                        tuple(Cause.FILTERED, "f.jsonl:5: difficulty must be a number in 2.., was missing"));
        assertThat(loaded.leftOut().get(3).rule()).isEqualTo("difficulty must be a number in 2..");
        assertThat(loaded.rejected())
                .as("records left out on purpose are not faults")
                .isEmpty();
        assertThat(loaded.unwanted()).isEqualTo(4);
    }

    @Test
    void aRecordThatIsTooExpensiveForAPatternIsSkippedAsBroken() throws IOException {
        Path file = write("p.jsonl", "{\"prompt\": \"b\"}\n{\"prompt\": \"%s\"}\n".formatted("a".repeat(60)));
        LoadedDataset loaded =
                load(DataKit.filtered(file, false, new TextPattern(TextPattern.Rule.LACKS, "", "(a+)+\\1c")));
        assertThat(DataKit.texts(loaded)).containsExactly("b");
        assertThat(loaded.leftOut()).extracting(SkippedRecord::cause).containsExactly(Cause.BROKEN);
    }

    @Test
    void promptsWithTheSameTextAreDuplicatesAcrossSources() throws IOException {
        Path first = write("a.jsonl", "{\"prompt\": \"What is $2+2$?\"}\n{\"prompt\": \"??\"}\n{\"prompt\": \"!\"}\n");
        Path second = write("b.jsonl", "{\"prompt\": \"what is 2 + ２\"}\n{\"prompt\": \"What is 3?\"}\n");
        DatasetConfig distinct = new DatasetConfig(
                "any",
                "",
                DatasetFormat.AUTO,
                FieldMapping.AUTOMATIC,
                0,
                1,
                List.of(),
                true,
                List.of(DataKit.source("a", first, 0), DataKit.source("b", second, 0)));
        LoadedDataset loaded = load(distinct);
        assertThat(DataKit.texts(loaded)).containsExactly("What is $2+2$?", "??", "!", "What is 3?");
        assertThat(loaded.leftOut())
                .containsExactly(new SkippedRecord(
                        "b",
                        Cause.DUPLICATE,
                        new RejectedRecord(
                                "b.jsonl",
                                1,
                                "must not have the text and truths of an earlier prompt, was a copy of a.jsonl:1",
                                "{\"prompt\":\"what is 2 + ２\"}")));
    }

    @Test
    void problemsThatDifferByASignOrTheirTruthAreNotDuplicates() throws IOException {
        String record = "{\"prompt\": \"%s\", \"answer\": \"%s\"}";
        List<String> different = List.of(
                record.formatted("Find 88/(4/2).", "44"),
                record.formatted("Find 88/4/2.", "11"),
                record.formatted("Find sin 60.", "0.8"),
                record.formatted("Find sin(-60).", "-0.8"),
                record.formatted("Is 2n-1 odd?", "yes"),
                record.formatted("Is 2n+1 odd?", "yes"),
                record.formatted("Find x.", "1.5"),
                record.formatted("Find x.", "15"));
        List<String> same = List.of(
                record.formatted("find $\\\\sin(\u221260)$", "\u22120.8"),
                record.formatted("Is $(2n^{}_{}\u20131)$ odd?", "Yes"));
        Path file = write("s.jsonl", String.join("\n", different) + "\n" + String.join("\n", same) + "\n");

        LoadedDataset loaded = load(DataKit.filtered(file, true));

        assertThat(loaded.dataset().size()).isEqualTo(different.size());
        assertThat(loaded.leftOut())
                .extracting(one -> one.record().reason())
                .containsExactly(
                        "must not have the text and truths of an earlier prompt, was a copy of s.jsonl:4",
                        "must not have the text and truths of an earlier prompt, was a copy of s.jsonl:5");
    }

    @Test
    void anEvaluationPromptIsRemovedRegardlessOfPunctuationAndTruth() throws IOException {
        Path file = write("t.jsonl", "{\"prompt\": \"Find 2 - 1.\", \"answer\": \"1\"}\n{\"prompt\": \"2\"}\n");
        KnownTexts apart = new KnownTexts();
        apart.add(write("e.jsonl", "{\"prompt\": \"find $2+1$\", \"answer\": \"3\"}\n"), "");

        LoadedDataset loaded = Datasets.load(DataKit.filtered(file, false), Part.TRAIN, TASKS, apart);

        assertThat(DataKit.texts(loaded)).containsExactly("2");
    }

    @Test
    void aSourceWithoutRemainingPromptsIsRejected() throws IOException {
        Path fine = write("a.jsonl", "{\"prompt\": \"1\"}\n{\"prompt\": 1}\n");
        Path empty = write("b.jsonl", "{\"prompt\": \"2\"}\n");
        DatasetConfig config =
                DataKit.mixed(DataKit.source("a", fine, 0), DataKit.source("b", empty, 0, new PromptLength("5..")));
        assertThatThrownBy(() -> load(config))
                .hasMessage(
                        "data set %s: must hold at least one prompt, had none; b.jsonl:1: prompt must have 5.. characters,"
                                + " had 1",
                        empty);
    }

    @Test
    void aRequestedDifficultyMustExist() throws IOException {
        Path file = write("d.jsonl", "{\"prompt\": \"1\", \"level\": 3}\n{\"prompt\": \"2\", \"level\": \"x\"}\n");
        LoadedDataset loaded =
                load(DataKit.file("any", file.toString(), new FieldMapping("", List.of(), "", "", "", "level"), 0));
        assertThat(loaded.rejected())
                .extracting(RejectedRecord::toString)
                .containsExactly("d.jsonl:2: level must be a number, was a string");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String numbered(int prompts) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < prompts; i++) {
            lines.append("{\"prompt\": \"").append(i).append("\"}\n");
        }
        return lines.toString();
    }

    private static LoadedDataset load(DatasetConfig config) {
        return Datasets.load(config, Part.TRAIN, TASKS);
    }
}
