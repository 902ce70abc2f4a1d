package io.millrace.jobs.cli;

import io.millrace.config.ConfigException;
import io.millrace.dataset.DatasetException;
import io.millrace.jobs.console.Causes;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.ScratchFolder;
import io.millrace.query.QueryException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * {@code millrace}: entry point of the command line.
 *
 * <p>Exit codes: 0 success, 1 failure, 2 rejected before anything was done: usage, configuration, data set or policy folder.
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
        exitCodeList = {
            "0:done",
            "1:failed, with the cause",
            "2:rejected before it started: usage, configuration, data or policy"
        },
        subcommands = {
            RunCommand.class,
            DashboardCommand.class,
            MonitorCommand.class,
            ReportCommand.class,
            ValidateCommand.class,
            DataCommand.class,
            OptionsCommand.class,
            EvalCommand.class,
            ServeCommand.class,
            EngineCommand.class,
            ScoreCommand.class,
            PretrainCommand.class,
            ExportCommand.class,
            CompareCommand.class,
            InspectCommand.class,
            ForkCommand.class,
            HealthCommand.class,
            SendCommand.class,
            ChannelCommand.class,
            ClusterCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            StopCommand.class,
            LedgerCommand.class,
            TailCommand.class,
            QueryCommand.class,
            AlarmsCommand.class,
            BenchCommand.class
        })
public final class Millrace {
    /** Unescaped standard output, for code that draws on the terminal. */
    static final PrintStream TERMINAL = System.out;

    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;
    private static final List<Class<? extends Exception>> REFUSALS = List.of(
            ConfigException.class,
            UsageException.class,
            DatasetException.class,
            RefusedException.class,
            QueryException.class);

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.setOut(EscapingOutput.to(TERMINAL));
        System.setErr(EscapingOutput.to(System.err));
        LogFile.choose();
        openScratchFolder();
        Thread.setDefaultUncaughtExceptionHandler(Millrace::log);
        System.exit(execute(arguments));
    }

    private static void openScratchFolder() {
        try {
            ScratchFolder.openForThisProcess();
        } catch (IOException e) {
            System.err.println(
                    "millrace: no private folder could be created for temporary files (%s): set TMPDIR or".formatted(e)
                            + " -Djava.io.tmpdir to a writable folder");
            System.exit(FAILED);
        }
    }

    /**
     * Threads that die are only logged; the code that depends on them reports to the user. Flink's threads may still be
     * running while the JVM shuts down, and fail.
     */
    private static void log(Thread thread, Throwable failure) {
        LoggerFactory.getLogger(Millrace.class).error("thread {} died", thread.getName(), failure);
    }

    /** Catches an {@link Error} too: otherwise the cluster's threads would keep the process alive. */
    private static int execute(String[] arguments) {
        CommandLine commandLine = commandLine();
        Optional<String> unreadable = FileNames.problem(System.getProperty("user.dir", ""), arguments);
        if (unreadable.isPresent()) {
            commandLine.getErr().println("millrace: " + unreadable.get());
            return BAD_USAGE;
        }
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            commandLine
                    .getErr()
                    .println("millrace: %s (the stack trace is in %s)".formatted(Causes.readable(e), LogFile.path()));
            LoggerFactory.getLogger(Millrace.class).error("failed", e);
            return FAILED;
        }
    }

    static CommandLine commandLine() {
        Millrace millrace = new Millrace();
        return new CommandLine(millrace)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(millrace::explain);
    }

    private int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (debug) {
            failure.printStackTrace(err);
        }
        Optional<String> unreadable = FileNames.problem(failure);
        if (unreadable.isPresent()) {
            err.println("millrace: " + unreadable.get());
            return BAD_USAGE;
        }
        err.println("millrace: " + Causes.readable(failure));
        if (REFUSALS.stream().anyMatch(refusal -> refusal.isInstance(failure))) {
            return BAD_USAGE;
        }
        LoggerFactory.getLogger(Millrace.class).error("failed", failure);
        if (!debug) {
            err.println("(the stack trace is in %s; --debug shows it here)".formatted(LogFile.path()));
        }
        return FAILED;
    }
}
