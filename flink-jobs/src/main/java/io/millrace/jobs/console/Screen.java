package io.millrace.jobs.console;

import io.millrace.report.LiveBlock;
import io.millrace.report.LiveDisplay;
import io.millrace.report.PlainProgress;
import io.millrace.report.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Displays a run's progress: on a terminal a block that is redrawn, otherwise an occasional line. */
public final class Screen {
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean terminal;
    private final LiveDisplay display;
    private String shownWaiting = "";
    private long lastPlainNanos = System.nanoTime();

    /**
     * @param out the stream to write to
     * @param terminal whether {@code out} is a terminal
     */
    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.display = new LiveDisplay(out);
    }

    /** Prints lines that are not redrawn. */
    public void print(String... lines) {
        if (terminal) {
            display.log(List.of(lines));
        } else {
            List.of(lines).forEach(out::println);
        }
    }

    /** Shows progress. */
    public void show(Progress progress) {
        if (terminal) {
            display.show(LiveBlock.render(progress));
        } else if (System.nanoTime() - lastPlainNanos >= PLAIN_INTERVAL.toNanos()) {
            lastPlainNanos = System.nanoTime();
            out.println(PlainProgress.render(progress));
        }
    }

    /** Shows what the run is waiting for instead of progress. */
    public void show(String waiting) {
        if (terminal) {
            display.show(List.of(waiting + " ..."));
        } else if (!waiting.equals(shownWaiting)) {
            shownWaiting = waiting;
            out.println(waiting + " ...");
        }
    }

    /** Shows progress for the last time; later output appears below it. */
    public void finish(Progress progress) {
        if (terminal) {
            display.show(LiveBlock.render(progress));
            display.freeze();
        } else {
            out.println(PlainProgress.render(progress));
        }
    }

    /** Freezes the displayed block after a failure; later output appears below it. */
    public void freeze() {
        display.freeze();
    }
}
