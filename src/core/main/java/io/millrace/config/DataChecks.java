package io.millrace.config;

import io.millrace.advantage.AdvantageConfig.Credit;
import io.millrace.config.ConfigException.Problem;
import io.millrace.dataset.DatasetConfig;
import io.millrace.dataset.SourceConfig;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Task;
import io.millrace.task.Tasks;
import java.util.List;

/** Rules between data sets, tasks and dependent options. */
final class DataChecks {
    private final MillraceConfig config;
    private final Tasks tasks;
    private final List<Problem> problems;

    DataChecks(MillraceConfig config, Tasks tasks, List<Problem> problems) {
        this.config = config;
        this.tasks = tasks;
        this.problems = problems;
    }

    void check() {
        data("data.train", config.data().train());
        data("data.eval", config.data().eval());
        part();
        credit();
    }

    private void data(String key, DatasetConfig data) {
        List<SourceConfig> parts = data.parts();
        for (int i = 0; i < parts.size(); i++) {
            part(data.sources().isEmpty() ? key : "%s.sources[%d]".formatted(key, i), parts.get(i));
        }
    }

    private void part(String key, SourceConfig part) {
        boolean told =
                part.task().equals(DatasetConfig.AUTO) || !part.fields().task().isBlank();
        if (!told && tasks.find(part.task()).isEmpty()) {
            report(
                    key + ".task",
                    "must be auto or one of %s, was %s".formatted(String.join(", ", tasks.names()), part.task()));
        } else if (part.path().isBlank() && tasks.generator(part.task()).isEmpty()) {
            report(key + ".path", "must be given, because task %s does not generate prompts".formatted(part.task()));
        }
    }

    private void part() {
        Part part = config.evaluation().part();
        boolean files = config.data().eval().parts().stream()
                .noneMatch(source -> source.path().isBlank());
        if (part != Part.HELD_OUT && files) {
            report(
                    "evaluation.part",
                    "must be held-out with data.eval.path, because a file has only one part, was "
                            + RecordWriter.name(part));
        }
    }

    /** If records name their own tasks, this is only known when they are graded. */
    private void credit() {
        if (config.advantage().credit() != Credit.TOKEN) {
            return;
        }
        config.data().train().tasks().stream()
                .sorted()
                .flatMap(name -> tasks.find(name).stream())
                .filter(task -> !task.creditsTokens())
                .map(Task::name)
                .forEach(task -> report(
                        "advantage.credit",
                        "must be response for task %s as configured, which does not credit individual tokens, was token"
                                .formatted(task)));
    }

    private void report(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
