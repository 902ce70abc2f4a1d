package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.config.ConfigException.Problem;
import io.millrace.plugin.Problems;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Problems of an extension, under the path of its section.
 *
 * @param path the path of the section, with a dot at its end
 * @param all receives the problems
 */
record ProblemsUnder(String path, List<Problem> all) implements Problems {
    @Override
    public void report(String option, String rule, Object... values) {
        Object[] shown = Arrays.stream(values)
                .map(value -> value instanceof Duration duration
                        ? Durations.format(duration)
                        : value instanceof Enum<?> constant ? RecordWriter.name(constant) : value)
                .toArray();
        all.add(new Problem(path + option, shown.length == 0 ? rule : String.format(Locale.ROOT, rule, shown)));
    }

    /**
     * Calls the option checks of an extension, which may fail.
     *
     * @param option the option to report if it fails
     */
    void ask(String option, Object extension, Consumer<Problems> check) {
        try {
            check.accept(this);
        } catch (RuntimeException | LinkageError e) {
            report(option, "must report problems of its options, threw %s (%s)", e, extension.getClass());
        }
    }

    /**
     * Reports an extension that fails to answer a question.
     *
     * @param option the option to report if it fails
     */
    void requireAnswer(String option, Object extension, Supplier<?> question) {
        try {
            requireNonNull(question.get(), "answer");
        } catch (RuntimeException | LinkageError e) {
            report(option, "must not fail while a configuration is checked, threw %s (%s)", e, extension.getClass());
        }
    }
}
