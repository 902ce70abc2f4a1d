package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelReader;
import io.millrace.jobs.run.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.model.LedgerLine;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.StalenessPacing;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that reflects, stopped with visits in flight and resumed without reflections. */
class ReflectionsSwitchedOffIT {
    private static final int GROUPS = 10;
    private static final long STOP = 8;
    private static final long STEPS = 16;

    @TempDir
    Path temp;

    private HashRun run(boolean reflects, boolean ordered) {
        return new HashRun(
                new RunFolder(temp),
                new HashParts(20, 1, 1, 3, new HashMethods(true, reflects, 0, STEPS, 1)),
                ordered,
                2,
                GROUPS);
    }

    /** That the sampler lets those go that it was restored with, whenever it is stopped, is for the tests of its pacing. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsInTheStreamEndsOnceAndWhatIsInTheChannelStaysThere(boolean ordered) throws Exception {
        run(true, ordered).stopAfter(STOP, STEPS);
        run(false, ordered).to(STEPS, FaultPlan.NONE);

        List<LedgerLine> ledger = run(false, ordered).ledger();
        List<Long> reflected = reflected(run(false, ordered));
        assertThat(ledger).hasSize((int) STEPS * GROUPS);
        assertThat(ledger.stream().map(line -> line.split() + line.ordinal())).doesNotHaveDuplicates();
        assertThat(reflected).as("some were reflected on").isNotEmpty();
        assertThat(reflected)
                .as("none is left out")
                .containsExactlyElementsOf(
                        LongStream.range(0, reflected.size()).boxed().toList());
        assertThat((long) reflected.size())
                .as("no more are let in")
                .isLessThan(ChannelReader.published(temp.resolve("reflections")));
    }

    private static List<Long> reflected(HashRun run) throws Exception {
        return run.ledger().stream()
                .filter(line -> line.split().equals(StalenessPacing.REFLECTIONS))
                .map(LedgerLine::ordinal)
                .toList();
    }
}
