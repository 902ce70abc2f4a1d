package io.millrace.dataset;

import io.millrace.dataset.filter.FilterType;
import io.millrace.model.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Configurations of data sets, and their prompts. */
public final class DataKit {
    private DataKit() {}

    /** A data set of one file, or a generated one. */
    public static DatasetConfig file(String task, String path, FieldMapping fields, int prompts) {
        return new DatasetConfig(task, path, DatasetFormat.AUTO, fields, prompts, 1, List.of(), false, List.of());
    }

    /** A file with filters. */
    static DatasetConfig filtered(Path file, boolean distinct, FilterType... filters) {
        return new DatasetConfig(
                "any",
                file.toString(),
                DatasetFormat.AUTO,
                FieldMapping.AUTOMATIC,
                0,
                1,
                List.of(filters),
                distinct,
                List.of());
    }

    /** A data set of several sources. */
    static DatasetConfig mixed(SourceConfig... sources) {
        return new DatasetConfig(
                "any", "", DatasetFormat.AUTO, FieldMapping.AUTOMATIC, 0, 1, List.of(), false, List.of(sources));
    }

    /** A source. */
    static SourceConfig source(String name, Path file, double weight, FilterType... filters) {
        return new SourceConfig(
                name, file.toString(), "", DatasetFormat.AUTO, FieldMapping.AUTOMATIC, 0, weight, List.of(filters));
    }

    /** All prompts in their order. */
    static List<Prompt> prompts(LoadedDataset loaded) {
        return LongStream.range(0, loaded.dataset().size())
                .mapToObj(loaded.dataset()::get)
                .toList();
    }

    /** The texts of the prompts. */
    static List<String> texts(LoadedDataset loaded) {
        return prompts(loaded).stream().map(PromptText::of).toList();
    }
}
