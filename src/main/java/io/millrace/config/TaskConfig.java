package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.task.Tasks;
import io.millrace.task.digits.DigitsConfig;
import io.millrace.task.digits.DigitsTask;
import io.millrace.task.math.MathConfig;
import io.millrace.task.math.MathTask;
import io.millrace.task.reason.ReasonConfig;
import io.millrace.task.reason.ReasonTask;

/**
 * Options of the built-in tasks.
 *
 * @param digits digit completion
 * @param reason chains of small sums, solved by thinking
 * @param math mathematical problems of data sets
 */
public record TaskConfig(DigitsConfig digits, ReasonConfig reason, MathConfig math) {
    public TaskConfig {
        requireNonNull(digits, "digits");
        requireNonNull(reason, "reason");
        requireNonNull(math, "math");
    }

    /** The built-in tasks with these options. */
    public Tasks tasks() {
        return Tasks.of(new DigitsTask(digits), new ReasonTask(reason), new MathTask(math));
    }
}
