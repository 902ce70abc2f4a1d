package io.millrace.dataset;

import io.millrace.dataset.filter.Filter;
import io.millrace.dataset.filter.FilterType;
import io.millrace.task.PromptGenerator;
import io.millrace.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads data sets. */
public final class Datasets {
    private Datasets() {}

    /** The complete data set of a configuration. */
    public static LoadedDataset load(DatasetConfig config, PromptGenerator.Part part, Tasks tasks) {
        return load(config, part, tasks, new KnownTexts());
    }

    /**
     * The data set of a configuration, without some prompts. Other omitted records are returned with their reasons: unreadable
     * records, filtered ones, those whose answers their task cannot judge, and duplicates.
     *
     * @param part part of a task's generated prompts; a file has only one part
     * @param apart prompts that are left out
     * @throws DatasetException if it cannot be loaded, or if no prompt of a source remains
     */
    public static LoadedDataset load(DatasetConfig config, PromptGenerator.Part part, Tasks tasks, KnownTexts apart) {
        Collector collector = new Collector(tasks, apart, config.distinct());
        for (SourceConfig source : config.parts()) {
            if (source.path().isBlank()) {
                make(config, source, part, tasks, collector);
            } else {
                read(config, source, tasks, collector);
            }
        }
        return collector.loaded(config.parts().stream().map(SourceConfig::name).collect(Collectors.joining("+")));
    }

    private static void make(
            DatasetConfig config, SourceConfig source, PromptGenerator.Part part, Tasks tasks, Collector collector) {
        PromptGenerator generator = tasks.generator(source.task())
                .orElseThrow(() -> new DatasetException(
                        "data set: task %s must be one that generates prompts if no path is given (%s); set path"
                                .formatted(source.task(), String.join(", ", tasks.generators()))));
        Collector.Source made =
                collector.source(source, source.task(), mapper(config, source, tasks), filters(config, source));
        generator.prompts(part, source.prompts(), config.seed()).forEach(made::generated);
        made.end(source.name());
    }

    private static void read(DatasetConfig config, SourceConfig source, Tasks tasks, Collector collector) {
        Path file = Path.of(source.path());
        SourceConfig judged = chosen(source, file, tasks);
        Collector.Source records = collector.source(
                source, file.getFileName().toString(), mapper(config, judged, tasks), filters(config, source));
        DataFiles.read(file, source.format(), records);
        records.end(file.toString());
    }

    /** The source with its task chosen by the data, unless it has one or its records name theirs. */
    private static SourceConfig chosen(SourceConfig source, Path file, Tasks tasks) {
        return source.task().equals(DatasetConfig.AUTO)
                        && source.fields().task().isBlank()
                ? source.with(TaskChoice.of(file, source.format(), source.fields(), tasks))
                : source;
    }

    private static RowMapper mapper(DatasetConfig config, SourceConfig source, Tasks tasks) {
        return new RowMapper(
                source.fields(), source.name(), !config.sources().isEmpty(), source.task(), tasks::readsAnswers);
    }

    private static List<Filter> filters(DatasetConfig config, SourceConfig source) {
        return Stream.concat(config.filters().stream(), source.filters().stream())
                .map(FilterType::create)
                .toList();
    }
}
