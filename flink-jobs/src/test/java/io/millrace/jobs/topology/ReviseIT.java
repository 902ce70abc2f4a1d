package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelReader;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.PublishedMinibatch;
import io.millrace.jobs.testkit.PublishedMinibatch.Row;
import io.millrace.model.LedgerLine;
import io.millrace.model.Origin;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job with revision: a crash in the middle of it loses nothing, and it can be switched on and off between two runs. */
class ReviseIT {
    private static final int STEPS = 16;

    @TempDir
    Path temp;

    /** Strictly on-policy: a revision is completed by the weights that sampled the original. */
    private HashRun strict(String name) {
        return new HashRun(new RunFolder(temp.resolve(name)), new HashParts(9, 1, 1, 0, HashMethods.REVISION), true, 1);
    }

    private HashRun loose(boolean revises, boolean ordered) {
        HashMethods methods = new HashMethods(true, false, revises, 0, 1, 1);
        return new HashRun(new RunFolder(temp), new HashParts(9, 1, 1, 2, methods), ordered, 2);
    }

    private static List<Row> rows(HashRun run) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Stream<String> lines = ChannelReader.lines(run.folder().minibatches())) {
            for (String line : lines.toList()) {
                rows.addAll(
                        PublishedMinibatch.of(new ObjectMapper().readTree(line)).rows());
            }
        }
        return rows;
    }

    private static long count(List<Row> rows, Origin origin) {
        return rows.stream().filter(row -> row.origin() == origin).count();
    }

    @Test
    void crashesInTheMiddleOfRevisionChangeNeitherWeightsNorLedger() throws Exception {
        HashRun calm = strict("calm");
        HashRun.Left undisturbed = calm.to(STEPS, FaultPlan.NONE);
        HashRun crashing = strict("crashed");
        HashRun.Left crashed = crashing.toDespite(
                STEPS,
                new FaultPlan(List.of(
                        new Fault(Point.REVISED, 7, 0),
                        new Fault(Point.REVISED, 1, 1),
                        new Fault(Point.REVISED, 18, 2),
                        new Fault(Point.SNAPSHOT, 2, 3))));

        assertThat(crashed).isEqualTo(undisturbed);
        assertThat(rows(crashing)).isEqualTo(rows(calm));
        assertThat(count(rows(calm), Origin.REVISED)).isPositive();
        assertThat(count(rows(calm), Origin.COPIED)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunContinuesWithRevisionSwitchedOffAndOnAgain(boolean ordered) throws Exception {
        HashRun revising = loose(true, ordered);
        revising.stopAfter(5, STEPS);
        HashRun.Left plain = loose(false, ordered).to(STEPS, FaultPlan.NONE);
        List<Row> off = rows(revising);
        HashRun.Left again = loose(true, ordered).to(2 * STEPS, FaultPlan.NONE);

        assertThat(plain.ordinals()).isEqualTo(HashRun.ordinals(STEPS));
        assertThat(again.ordinals()).isEqualTo(HashRun.ordinals(2 * STEPS));
        assertThat(again.ledger().stream().map(LedgerLine::ordinal)).doesNotHaveDuplicates();
        assertThat(count(rows(revising), Origin.REVISED)).as("revised again").isGreaterThan(count(off, Origin.REVISED));
    }
}
