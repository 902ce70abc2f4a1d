package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelReader;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that reflects, stopped with visits in flight and resumed without reflections. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ReflectionsSwitchedOffIT {
    private static final int GROUPS = 10;
    private static final long STEP = 8;

    @TempDir
    Path temp;

    private HashRun run(boolean reflects, boolean ordered) {
        return new HashRun(
                new RunFolder(temp),
                new HashParts(20, 1, 1, 3, new HashMethods(true, reflects, 0, STEP, 1)),
                ordered,
                2,
                GROUPS);
    }

    /** The tests of the sampler's pacing check that it completes restored reflections. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void visitsInTheStreamEndOnceAndRecordsInTheChannelStayThere(boolean ordered) throws Exception {
        HashRun reflects = run(true, ordered);
        long stop = STEP;
        reflects.to(stop, FaultPlan.NONE);
        while (reflects.reflected().isEmpty()) {
            stop += STEP;
            reflects.to(stop, FaultPlan.NONE);
        }
        reflects.stopAfter(stop + 1, stop + STEP);
        long published = ChannelReader.published(temp.resolve("reflections"));

        HashRun.Left left = run(false, ordered).to(stop + 2 * STEP, FaultPlan.NONE);

        List<Long> reflected = reflects.reflected();
        assertThat(left.ledger()).hasSize((int) (stop + 2 * STEP) * GROUPS);
        assertThat(left.ledger().stream().map(line -> line.split() + line.ordinal()))
                .doesNotHaveDuplicates();
        assertThat(reflected)
                .as("none is left out")
                .containsExactlyElementsOf(
                        LongStream.range(0, reflected.size()).boxed().toList());
        assertThat((long) reflected.size()).as("only what was published ends").isLessThanOrEqualTo(published);
        assertThat(ChannelReader.published(temp.resolve("reflections")))
                .as("no more are sent")
                .isEqualTo(published);
    }
}
