package io.millrace.jobs.restore;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The restore points that a run can be resumed from, newest first; damaged ones are skipped and reported in one line
 * each.
 *
 * <p>Flink by itself would retry a damaged checkpoint as often as the restart strategy allows, and then fail.
 */
public final class RestoreCandidates {
    private final RunFolder run;
    private final Deque<RestorePoint> left;
    private final Screen screen;

    public RestoreCandidates(RunFolder run, List<RestorePoint> newestFirst, Screen screen) {
        this.run = requireNonNull(run, "run");
        this.left = new ArrayDeque<>(newestFirst);
        this.screen = requireNonNull(screen, "screen");
    }

    /**
     * The newest restore point that has not been tried and has no known damage; empty if the run is new.
     *
     * @throws RefusedException if there are restore points but none is intact
     */
    public Optional<RestorePoint> next() throws IOException {
        while (!left.isEmpty()) {
            RestorePoint point = left.removeFirst();
            Optional<String> damage = point.damage();
            if (damage.isEmpty()) {
                return Optional.of(point);
            }
            report("%s is damaged: %s".formatted(point.name(run), damage.get()));
        }
        return Optional.empty();
    }

    /**
     * Skips a restore point that Flink could not restore.
     *
     * @param why the cause
     */
    public void unrestorable(RestorePoint point, String why) {
        report("%s could not be restored: %s".formatted(point.name(run), why));
    }

    /** Whether an older restore point remains. */
    public boolean hasOlder() {
        return !left.isEmpty();
    }

    private void report(String what) {
        RestorePoint older = left.peekFirst();
        if (older == null) {
            throw new RefusedException(
                    "run %s: has no intact checkpoint or savepoint to resume from: %s; restore the run's folder"
                                    .formatted(run.root(), what)
                            + " from a copy, or start a new run with --out");
        }
        screen.print("%s; trying the older %s".formatted(what, older.name(run)));
    }
}
