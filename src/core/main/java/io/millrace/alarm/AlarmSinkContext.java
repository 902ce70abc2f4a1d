package io.millrace.alarm;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * Everything needed to create a sink.
 *
 * @param run name of the run
 * @param console prints a line for the user
 */
public record AlarmSinkContext(String run, Consumer<String> console) {
    public AlarmSinkContext {
        requireNonNull(run, "run");
        requireNonNull(console, "console");
    }
}
