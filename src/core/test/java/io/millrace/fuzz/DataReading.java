package io.millrace.fuzz;

import io.millrace.dataset.DatasetConfig;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.DatasetFormat;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.FieldMapping;
import io.millrace.dataset.LoadedDataset;
import io.millrace.dataset.PromptLines;
import io.millrace.dataset.filter.FieldRange;
import io.millrace.dataset.filter.FieldValue;
import io.millrace.dataset.filter.FilterType;
import io.millrace.dataset.filter.PromptLength;
import io.millrace.dataset.filter.TextPattern;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.testkit.LenientTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Loads a data set in the same way as a run and the {@code data} command. */
final class DataReading {
    static final List<Class<? extends Exception>> REFUSALS = List.of(DatasetException.class);
    static final List<String> WORDS = List.of(
            "prompt",
            "problem",
            "question",
            "messages",
            "role",
            "content",
            "user",
            "system",
            "assistant",
            "answer",
            "reward_model",
            "ground_truth",
            "data_source",
            "difficulty",
            "extra_info",
            "id",
            "task",
            "solution",
            "####");
    static final List<byte[]> RECORDS = List.of(
            bytes("{\"problem\": \"1+1?\", \"answer\": \"2\", \"difficulty\": 3}"),
            bytes("{\"question\": \"Eggs?\", \"answer\": \"so\\n#### 18\", \"level\": \"Level 5\"}"),
            bytes(
                    "{\"prompt\": [{\"role\": \"system\", \"content\": \"s\"}, {\"role\": \"user\", \"content\": \"2+2?\"}],"
                            + " \"reward_model\": {\"ground_truth\": [\"4\", 4.0]}, \"data_source\": \"a/b\", \"extra_info\": {\"index\": 7}}"),
            bytes(
                    "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"answer\": 0.5, \"id\": \"q1\", \"task\": \"any\"}"));

    private DataReading() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static boolean read(Path file, SplittableRandom random) throws IOException {
        List<FilterType> filters = random.nextBoolean()
                ? List.of()
                : List.of(
                        new PromptLength("..1000"),
                        new FieldRange("difficulty", "0..5"),
                        new FieldValue(FieldValue.Rule.ONE_OF, "task", List.of("any")),
                        new TextPattern(TextPattern.Rule.CONTAINS, "problem", "(a+)+b|[0-9]"));
        DatasetConfig config = new DatasetConfig(
                "any",
                file.toString(),
                DatasetFormat.AUTO,
                FieldMapping.AUTOMATIC,
                0,
                1,
                filters.subList(0, random.nextInt(filters.size() + 1)),
                random.nextBoolean(),
                List.of());
        LoadedDataset loaded = Datasets.load(config, Part.TRAIN, Tasks.of(new LenientTask("any")));
        PromptLines.prompts(loaded, file.resolveSibling("prompts.jsonl"));
        PromptLines.leftOut(loaded, file.resolveSibling("left-out.jsonl"));
        loaded.leftOut().forEach(one -> one.rule().length());
        return loaded.dataset().size() > 0;
    }
}
