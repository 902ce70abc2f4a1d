package io.millrace.jobs.folder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Monitors the free disk space of a run's folder: on a full disk checkpoints fail one after another, without naming the
 * cause.
 */
public final class DiskSpace {
    private static final long LOW = 16L << 20;
    private static final long REPORT_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Path folder;
    private final LongSupplier usable;
    private final LongSupplier nanoTime;
    private boolean low;
    private long reportedNanos;

    /**
     * @param folder folder to name in reports
     * @param usable free bytes on its disk
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    DiskSpace(Path folder, LongSupplier usable, LongSupplier nanoTime) {
        this.folder = requireNonNull(folder, "folder");
        this.usable = requireNonNull(usable, "usable");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    /** Monitors the disk of a folder. */
    public static DiskSpace of(Path folder) {
        return new DiskSpace(folder, () -> usable(folder), System::nanoTime);
    }

    /** Free bytes on the disk of a folder; the largest number if unknown. */
    public static long usable(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // Unknown.
        }
    }

    /**
     * The report that is due: when space runs out, each minute while it is exhausted, and when it is available again.
     */
    public Optional<String> report() {
        long now = nanoTime.getAsLong();
        long bytes = usable.getAsLong();
        boolean before = low;
        low = bytes < LOW;
        if (low && (!before || now - reportedNanos >= REPORT_INTERVAL_NANOS)) {
            reportedNanos = now;
            return Optional.of(
                    "disk of %s: %.1f MiB are left: checkpoints, policy versions and channels cannot be written on a full disk; free some space"
                            .formatted(folder, bytes / (double) (1 << 20)));
        }
        return before && !low
                ? Optional.of("disk of %s: space is available again".formatted(folder))
                : Optional.empty();
    }
}
