package io.millrace.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command line in this JVM, for commands that are rejected before they start anything. */
final class CommandLineKit {
    private CommandLineKit() {}

    /** Runs a command. */
    static CommandProcess.Result execute(String... arguments) {
        StringWriter err = new StringWriter();
        int exit = Millrace.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
        return new CommandProcess.Result(exit, err.toString());
    }
}
