package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.dataset.filter.FilterType;
import io.millrace.plugin.Default;
import java.util.List;

/**
 * One of several sources of a data set.
 *
 * @param name the name of letters, digits, dots, - and _; the source of its prompts, unless {@code fields.source} names a field
 * @param path file with prompts; blank lets the task generate them
 * @param task task that grades the responses; blank takes the data set's
 * @param format the format of the file
 * @param fields paths of the fields in a record of the file
 * @param prompts maximum number of prompts: the first ones that are not left out; 0 takes all
 * @param weight relative frequency of its visits among the weights of all sources, regardless of their sizes; 0, in all sources,
 *     visits every prompt equally often
 * @param filters rules that records must pass to become prompts
 */
public record SourceConfig(
        String name,
        @Default("") String path,
        @Default("") String task,
        @Default("auto") DatasetFormat format,
        FieldMapping fields,
        @Default("0") int prompts,
        @Default("0.0") double weight,
        @Default("[]") List<FilterType> filters) {
    public SourceConfig {
        requireNonNull(name, "name");
        requireNonNull(path, "path");
        requireNonNull(task, "task");
        requireNonNull(format, "format");
        requireNonNull(fields, "fields");
        filters = List.copyOf(filters);
        OptionRules rules = new OptionRules("source");
        rules.that(prompts >= 0, "prompts", "must be >= 0, was %d", prompts);
        rules.that(weight >= 0 && Double.isFinite(weight), "weight", "must be finite and >= 0, was %s", weight);
        rules.done();
    }

    /** The same with another task. */
    SourceConfig with(String other) {
        return new SourceConfig(name, path, other, format, fields, prompts, weight, filters);
    }
}
