package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.task.reason.ReasonConfig;
import io.millrace.task.reason.ReasonTask;

/**
 * Options of the built-in tasks.
 *
 * @param digits digit completion
 * @param reason chains of small sums, solved by thinking
 */
public record TaskConfig(DigitsConfig digits, ReasonConfig reason) {
    public TaskConfig {
        requireNonNull(digits, "digits");
        requireNonNull(reason, "reason");
    }

    /** The built-in tasks with these options. */
    public Tasks tasks() {
        return Tasks.of(new DigitsTask(digits), new ReasonTask(reason));
    }
}
