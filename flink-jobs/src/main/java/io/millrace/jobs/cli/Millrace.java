package io.millrace.jobs.cli;

import io.millrace.config.ConfigException;
import io.millrace.dataset.DatasetException;
import io.millrace.jobs.run.Causes;
import io.millrace.jobs.run.RunException;
import io.millrace.policy.PolicyException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * {@code millrace}: the command line of the project.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 bad usage or configuration.
 */
@Command(
        name = "millrace",
        version = "millrace 0.1.0",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Streaming online reinforcement learning of reasoning language models.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed, with the cause", "2:bad usage or configuration"},
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            EvalCommand.class,
            PretrainCommand.class,
            BenchCommand.class
        })
public final class Millrace {
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        Millrace millrace = new Millrace();
        return new CommandLine(millrace)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(millrace::explain);
    }

    private int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (debug) {
            failure.printStackTrace(err);
        }
        if (failure instanceof ConfigException || failure instanceof UsageException) {
            err.println(failure.getMessage());
            return BAD_USAGE;
        }
        err.println("millrace: " + message(failure));
        if (!debug) {
            err.println("(--debug shows the stack trace)");
        }
        return failure instanceof DatasetException ? BAD_USAGE : FAILED;
    }

    private static String message(Exception failure) {
        boolean readable = failure instanceof RunException
                || failure instanceof PolicyException
                || failure instanceof DatasetException;
        return readable && failure.getMessage() != null ? failure.getMessage() : Causes.readable(failure);
    }
}
