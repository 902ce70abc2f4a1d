package io.millrace.config;

import io.millrace.config.ConfigException.Problem;
import io.millrace.task.reason.ReasonTask;
import io.millrace.text.ThinkingConfig;
import java.util.List;
import java.util.stream.Stream;

/** Rules between the thinking tags and the tasks and methods that use fixed tags. */
final class ThinkingChecks {
    private final MillraceConfig config;
    private final List<Problem> problems;

    ThinkingChecks(MillraceConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        ThinkingConfig thinking = config.thinking();
        if (asked(ReasonTask.NAME)) {
            tag("open", ReasonTask.OPEN, thinking.open());
            tag("close", ReasonTask.CLOSE, thinking.close());
        }
    }

    /** If records name their own tasks, this is only known when they are graded. */
    private boolean asked(String task) {
        return Stream.of(config.data().train(), config.data().eval())
                .anyMatch(data -> data.tasks().contains(task));
    }

    private void tag(String option, String needed, String given) {
        if (!given.equals(needed)) {
            report(option, "must be %s with task reason, which knows no other tag, was %s".formatted(needed, given));
        }
    }

    private void report(String option, String rule) {
        problems.add(new Problem("thinking." + option, rule));
    }
}
