package io.millrace.operators.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.codec.WindowJson;
import io.millrace.model.Collapse;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Verdict;
import io.millrace.operators.channel.RecordAggregator;
import io.millrace.window.Count;
import io.millrace.window.GroupObservation;
import io.millrace.window.Observation;
import io.millrace.window.WindowAggregator;
import io.millrace.window.WindowFold;
import io.millrace.window.WindowPart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows between checkpoints. */
class LiveRecordsTest {
    private static final long T0 = 1_800_000_000_000L;

    @TempDir
    Path folder;

    private final WindowFold published = new WindowFold(10);
    private long newest = -1;

    private WindowRecords records() {
        return new WindowRecords(
                "metrics",
                folder.toString(),
                "r",
                new WindowAggregator.Settings(true, List.of(60), Duration.ofMinutes(2), 4, 1, false));
    }

    private static Observation group(int visit) {
        GroupObservation.Response response = new GroupObservation.Response(
                0, Origin.SAMPLED, Verdict.Kind.CORRECT, "", false, 5, "none", Double.NaN, 3, Map.of("accuracy", 1.0));
        return new GroupObservation(
                T0 + visit,
                "a",
                "t",
                "q",
                visit,
                false,
                Collapse.ALL_CORRECT,
                new PolicySteps(3, 3),
                List.of(response));
    }

    private List<WindowPart> live() {
        return LiveRecords.current().parts(folder, "metrics");
    }

    /** Counts of a reader: the published parts, and the newer ones of the job. */
    private long count(int seconds) {
        long open = live().stream()
                .filter(part -> part.part() > newest && part.key().seconds() == seconds)
                .mapToLong(part -> part.statistics().count(Count.RESPONSES))
                .sum();
        return open + published.sum(seconds, 0, Long.MAX_VALUE, series -> true).count(Count.RESPONSES);
    }

    private void publish(List<String> lines) throws IOException {
        for (String line : lines) {
            WindowPart part = WindowJson.read(line);
            published.add(part);
            newest = Math.max(newest, part.part());
        }
    }

    @Test
    void aReaderCountsEveryResponseOnceBeforeDuringAndAfterACheckpoint() throws IOException {
        RecordAggregator<Observation> writer = records().create();
        assertThat(live()).as("nobody has asked before").isEmpty();
        writer.add(group(1), 0);
        writer.add(group(2), 0);
        writer.tick(0);
        assertThat(count(10)).isEqualTo(2);
        assertThat(count(60)).isEqualTo(2);

        List<String> lines = writer.flush(0);
        assertThat(count(10)).as("flushed, but not published").isEqualTo(2);
        assertThat(count(60)).isEqualTo(2);
        writer.add(group(3), 0);
        writer.tick(0);
        assertThat(count(10)).as("the checkpoint is not complete").isEqualTo(3);

        publish(lines);
        assertThat(count(10)).isEqualTo(3);
        assertThat(count(60)).isEqualTo(3);
        writer.close();
    }

    @Test
    void aNewAttemptDropsWhatAFailedOneHadAdded() {
        RecordAggregator<Observation> failed = records().create();
        live();
        failed.add(group(1), 0);
        failed.tick(0);
        assertThat(count(10)).isEqualTo(1);

        RecordAggregator<Observation> restored =
                records().restore(records().create().snapshot());
        failed.tick(0);
        assertThat(live()).isEmpty();
        failed.close();
        restored.add(group(1), 0);
        restored.tick(0);
        assertThat(count(10)).isEqualTo(1);

        restored.close();
        assertThat(live()).isEmpty();
    }

    @Test
    void nothingIsKeptForReadersThatDoNotAsk() {
        RecordAggregator<Observation> writer = records().create();
        writer.add(group(1), 0);
        writer.tick(0);

        assertThat(live()).isEmpty();
        writer.close();
    }
}
