package io.millrace.jobs.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {
    private final AtomicLong bytes = new AtomicLong(1L << 30);
    private final AtomicLong nanos = new AtomicLong();
    private final DiskSpace space = new DiskSpace(Path.of("runs/r"), bytes::get, nanos::get);

    @Test
    void aFullDiskIsReportedAtOnceAndEachMinuteWhileItStaysFull() {
        assertThat(space.report()).isEmpty();
        bytes.set(3L << 19);
        assertThat(space.report())
                .contains(
                        "disk of runs/r: 1.5 MiB are left: checkpoints, policy versions and channels cannot be written on"
                                + " a full disk; free some space");
        assertThat(space.report()).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(space.report()).isPresent();
        assertThat(space.report()).isEmpty();
    }

    @Test
    void regainedSpaceIsReportedOnce() {
        bytes.set(0);
        space.report();
        bytes.set(1L << 30);

        assertThat(space.report()).contains("disk of runs/r: space is available again");
        assertThat(space.report()).isEmpty();
    }
}
