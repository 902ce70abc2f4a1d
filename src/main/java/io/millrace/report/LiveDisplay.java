package io.millrace.report;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.List;

/**
 * Keeps one block of lines at the bottom of a terminal: each one drawn takes the place of the one before. Thread-safe.
 *
 * <p>Uses two ANSI sequences: cursor up, and erase to the end of the line.
 */
public final class LiveDisplay {
    private static final String UP = "\u001b[%dA";
    private static final String ERASE = "\u001b[K";

    private final PrintStream terminal;
    private List<String> shown = List.of();

    public LiveDisplay(PrintStream terminal) {
        this.terminal = requireNonNull(terminal, "terminal");
    }

    /** Draws a block in place of the one before. */
    public synchronized void show(List<String> block) {
        StringBuilder out = home();
        append(block, out);
        for (int line = block.size(); line < shown.size(); line++) {
            out.append(ERASE).append('\n');
        }
        if (shown.size() > block.size()) {
            out.append(UP.formatted(shown.size() - block.size()));
        }
        shown = List.copyOf(block);
        flush(out);
    }

    /** Writes lines above the block, where they stay. */
    public synchronized void log(List<String> lines) {
        StringBuilder out = home();
        append(lines, out);
        append(shown, out);
        flush(out);
    }

    private StringBuilder home() {
        return new StringBuilder(shown.isEmpty() ? "" : UP.formatted(shown.size()));
    }

    private static void append(List<String> lines, StringBuilder out) {
        lines.forEach(line -> out.append(line).append(ERASE).append('\n'));
    }

    private void flush(StringBuilder out) {
        terminal.print(out);
        terminal.flush();
    }
}
