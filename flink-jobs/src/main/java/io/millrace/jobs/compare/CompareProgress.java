package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.eval.ThinkingStatistics;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reports the progress of a comparison, one line for each run that starts or ends. */
public final class CompareProgress {
    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private int wanted;
    private int done;
    private long begun;

    /**
     * @param say receives the lines
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public CompareProgress(Consumer<String> say, LongSupplier nanoTime) {
        this.say = requireNonNull(say, "say");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    /** @param runs number of runs that remain to be run or measured */
    void start(int runs) {
        wanted = runs;
        begun = nanoTime.getAsLong();
    }

    void begins(String run) {
        say.accept("[%d/%d] %s".formatted(done + 1, wanted, run));
    }

    void ended(String run, RunFigures figures) {
        done++;
        ThinkingStatistics now = figures.heldOut().all();
        Duration each = Duration.ofNanos((nanoTime.getAsLong() - begun) / done);
        Duration left = each.multipliedBy(wanted - done);
        say.accept(String.format(
                Locale.ROOT,
                "[%d/%d] %s: %d steps, accuracy %.1f %%, %.1f tokens; %s",
                done,
                wanted,
                run,
                figures.training().steps(),
                100 * now.accuracy(),
                now.tokens(),
                done == wanted ? "done" : "about %d min left".formatted((left.toSeconds() + 59) / 60)));
    }
}
