package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.dataset.filter.FilterType;
import io.millrace.ordered.OrderedSet;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where prompts come from: a file, a built-in task that makes them up, or several of these.
 *
 * @param task grades the responses; without a path it makes the prompts too; auto chooses it by the file's prompts and answers, and is
 *     digits without a path
 * @param path file with prompts; blank makes them up
 * @param format of the file
 * @param fields where a record of the file holds what
 * @param prompts number of prompts at most: the first of the file that are not left out, or as many made up; 0 takes all there are
 * @param seed decides which prompts are made up, and their order
 * @param filters only records that keep all of these rules become prompts, whatever their source
 * @param distinct whether a prompt with the letters, digits, signs and truths of an earlier one is left out
 * @param sources in the place of {@code path}: prompts of several files or tasks
 */
public record DatasetConfig(
        String task,
        String path,
        DatasetFormat format,
        FieldMapping fields,
        int prompts,
        long seed,
        List<FilterType> filters,
        boolean distinct,
        List<SourceConfig> sources) {
    /** In the place of a task: the one that the data tell. */
    public static final String AUTO = "auto";

    /** The task of prompts that are made up where none is named. */
    private static final String MADE_UP = "digits";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public DatasetConfig {
        requireNonNull(task, "task");
        requireNonNull(path, "path");
        requireNonNull(format, "format");
        requireNonNull(fields, "fields");
        filters = List.copyOf(filters);
        sources = List.copyOf(sources);
        OptionRules rules = new OptionRules("data");
        rules.that(!task.isBlank(), "task", "must not be blank");
        rules.that(prompts >= 0, "prompts", "must be >= 0, was %d", prompts);
        if (!sources.isEmpty()) {
            rules.that(path.isBlank(), "path", "must be blank with sources, was %s", path);
            rules.that(format == DatasetFormat.AUTO, "format", "must be given by source, was %s", format);
            rules.that(fields.equals(FieldMapping.AUTOMATIC), "fields", "must be given by source");
            rules.that(prompts == 0, "prompts", "must be given by source, was %d", prompts);
            check(sources, rules);
        }
        rules.done();
    }

    private static void check(List<SourceConfig> sources, OptionRules rules) {
        Set<String> names = new LinkedHashSet<>();
        boolean weighted = sources.stream().anyMatch(source -> source.weight() > 0);
        for (int i = 0; i < sources.size(); i++) {
            SourceConfig source = sources.get(i);
            rules.that(
                    NAME.matcher(source.name()).matches(),
                    "sources[%d].name".formatted(i),
                    "must be of letters, digits, dots, - and _, was '%s'",
                    source.name());
            rules.that(
                    names.add(source.name()),
                    "sources[%d].name".formatted(i),
                    "must differ from those before it, was %s",
                    source.name());
            rules.that(
                    !weighted || source.weight() > 0,
                    "sources[%d].weight".formatted(i),
                    "must be > 0 in all sources or in none, was 0");
        }
    }

    /** The parts of the data set: its sources, each with its task, or the one that its own options name. */
    public List<SourceConfig> parts() {
        if (!sources.isEmpty()) {
            return sources.stream().map(this::withTask).toList();
        }
        String name = path.isBlank()
                ? task.equals(AUTO) ? MADE_UP : task
                : Path.of(path).getFileName().toString().replaceFirst("\\..*", "");
        return List.of(withTask(new SourceConfig(name, path, task, format, fields, prompts, 0, List.of())));
    }

    /** The tasks of its prompts, as far as records do not name them themselves and the data do not tell them. */
    public Set<String> tasks() {
        return parts().stream()
                .filter(part -> part.fields().task().isBlank())
                .map(SourceConfig::task)
                .filter(name -> !name.equals(AUTO))
                .collect(OrderedSet.collector());
    }

    private SourceConfig withTask(SourceConfig source) {
        String named = source.task().isBlank() ? task : source.task();
        return source.with(named.equals(AUTO) && source.path().isBlank() ? MADE_UP : named);
    }
}
