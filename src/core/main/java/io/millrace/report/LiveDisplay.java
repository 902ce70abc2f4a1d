package io.millrace.report;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.List;

/**
 * Displays a block of lines at the bottom of a terminal, redrawn in place. Thread-safe.
 *
 * <p>Uses four ANSI sequences: cursor up, erase to the end of the line, and line wrapping off and on, so that lines of the
 * block are cut instead of wrapped on a narrow terminal.
 */
public final class LiveDisplay {
    private static final String UP = "\u001b[%dA";
    private static final String ERASE = "\u001b[K";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream terminal;
    private List<String> shown = List.of();

    public LiveDisplay(PrintStream terminal) {
        this.terminal = requireNonNull(terminal, "terminal");
    }

    /** Draws a block in place of the previous one. */
    public synchronized void show(List<String> block) {
        StringBuilder out = home();
        out.append(NO_WRAP);
        append(block, out);
        out.append(WRAP);
        for (int line = block.size(); line < shown.size(); line++) {
            out.append(ERASE).append('\n');
        }
        if (shown.size() > block.size()) {
            out.append(UP.formatted(shown.size() - block.size()));
        }
        shown = List.copyOf(block);
        flush(out);
    }

    /** Writes permanent lines above the block. */
    public synchronized void log(List<String> lines) {
        StringBuilder out = home();
        append(lines, out);
        if (!shown.isEmpty()) {
            out.append(NO_WRAP);
            append(shown, out);
            out.append(WRAP);
        }
        flush(out);
    }

    /** Leaves the block in place; later output appears below it. */
    public synchronized void freeze() {
        shown = List.of();
    }

    private StringBuilder home() {
        return new StringBuilder("\r").append(shown.isEmpty() ? "" : UP.formatted(shown.size()));
    }

    private static void append(List<String> lines, StringBuilder out) {
        lines.forEach(
                line -> out.append(ControlCharacters.escape(line)).append(ERASE).append('\n'));
    }

    private void flush(StringBuilder out) {
        terminal.print(out);
        terminal.flush();
    }
}
