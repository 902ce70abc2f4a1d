package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;

/**
 * Options of the built-in tasks.
 *
 * @param digits digit completion
 */
public record TaskConfig(DigitsConfig digits) {
    public TaskConfig {
        requireNonNull(digits, "digits");
    }

    /** The built-in tasks with these options. */
    public Tasks tasks() {
        return Tasks.of(new DigitsTask(digits));
    }
}
