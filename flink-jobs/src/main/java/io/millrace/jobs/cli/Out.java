package io.millrace.jobs.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Standard output of a command. */
final class Out {
    private Out() {}

    /** The output that a command prints to. */
    static PrintWriter of(@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
    }

    /** Prints lines and flushes them. */
    static void lines(@Nullable CommandSpec spec, List<String> lines) {
        PrintWriter out = of(spec);
        lines.forEach(out::println);
        out.flush();
    }
}
