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
 * Source of prompts: a file, a built-in task that generates them, or several of these.
 *
 * @param task task that grades the responses and, without a path, also generates the prompts; auto chooses it by the file's prompts
 *     and answers, and is digits without a path
 * @param path file with prompts; blank generates them
 * @param format the format of the file
 * @param fields paths of the fields in a record of the file
 * @param prompts maximum number of prompts: the first ones of the file that are not left out, or as many generated ones; 0 takes
 *     all
 * @param seed seed of the generated prompts and of the order
 * @param filters rules that records of all sources must pass to become prompts
 * @param distinct whether a prompt with the letters, digits, signs and truths of an earlier one is left out
 * @param sources prompts of several files or tasks, instead of {@code path}
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
    /** Chooses the task by the data. */
    public static final String AUTO = "auto";

    /** The default task of generated prompts. */
    private static final String GENERATED = "digits";

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
            rules.that(format == DatasetFormat.AUTO, "format", "must be given per source, was %s", format);
            rules.that(fields.equals(FieldMapping.AUTOMATIC), "fields", "must be given per source");
            rules.that(prompts == 0, "prompts", "must be given per source, was %d", prompts);
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
                    "must consist of letters, digits, dots, - and _, was '%s'",
                    source.name());
            rules.that(
                    names.add(source.name()), "sources[%d].name".formatted(i), "must be unique, was %s", source.name());
            rules.that(
                    !weighted || source.weight() > 0,
                    "sources[%d].weight".formatted(i),
                    "must be > 0 in all sources or in none, was 0");
        }
    }

    /** The parts of the data set: its sources, each with its task, or the single source that its options define. */
    public List<SourceConfig> parts() {
        if (!sources.isEmpty()) {
            return sources.stream().map(this::withTask).toList();
        }
        String name = path.isBlank()
                ? task.equals(AUTO) ? GENERATED : task
                : Path.of(path).getFileName().toString().replaceFirst("\\..*", "");
        return List.of(withTask(new SourceConfig(name, path, task, format, fields, prompts, 0, List.of())));
    }

    /** The tasks of its prompts, except those that records name themselves or that are chosen by the data. */
    public Set<String> tasks() {
        return parts().stream()
                .filter(part -> part.fields().task().isBlank())
                .map(SourceConfig::task)
                .filter(name -> !name.equals(AUTO))
                .collect(OrderedSet.collector());
    }

    private SourceConfig withTask(SourceConfig source) {
        String named = source.task().isBlank() ? task : source.task();
        return source.with(named.equals(AUTO) && source.path().isBlank() ? GENERATED : named);
    }
}
