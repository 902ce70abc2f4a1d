package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.RecordSchema;
import io.millrace.dataset.RejectedRecord;
import io.millrace.jobs.folder.DeadLetters;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.RecordSchemas;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All records that a job writes conform to their schemas and have no other fields. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class RecordSchemasIT {
    private static final int STEPS = 12;

    @TempDir
    Path temp;

    @Test
    void recordsOfARunWithMethodsConformToTheirSchemas() throws Exception {
        HashMethods methods = new HashMethods(true, true, 25, STEPS, 5);
        HashRun run = new HashRun(new RunFolder(temp.resolve("r3")), new HashParts(8, 1, 1, 2, methods), false, 2, 10);
        run.to(STEPS, FaultPlan.NONE);
        DeadLetters.publish(
                run.folder(),
                JobChannels.in(run.folder().root(), ChannelsConfig.KEEP_ALL).deadLetters(),
                List.of(new RejectedRecord("a.jsonl", 1, "no prompt", "{}")));

        Map<RecordSchema, Long> counts = RecordSchemas.validate(run.folder());

        assertThat(counts.values()).as("%s", counts).allMatch(count -> count > 0);
        assertThat(counts).containsEntry(RecordSchema.LEDGER, 10L * STEPS);
    }

    @Test
    void recordsOfFailedVisitsConformToTheirSchemas() throws Exception {
        HashRun run = new HashRun(new RunFolder(temp.resolve("failing")), new HashParts(36, 2, 2, 0), true, 1);
        run.to(STEPS, FaultPlan.NONE);

        Map<RecordSchema, Long> counts = RecordSchemas.validate(run.folder());

        assertThat(counts).hasEntrySatisfying(RecordSchema.DEAD_LETTER, count -> assertThat(count)
                .isPositive());
    }
}
