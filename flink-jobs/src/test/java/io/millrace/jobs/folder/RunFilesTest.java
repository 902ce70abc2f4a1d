package io.millrace.jobs.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.report.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    @TempDir
    Path temp;

    @Test
    void moreEndsThanWereReadDoNotFailTheReport() throws IOException {
        RunFolder folder = new RunFolder(temp);
        String line = line();
        publish(folder, line, line);

        Ledger ledger = RunFiles.ledger(folder, RunFiles.ends(folder, problem -> {}), 1);

        assertThat(ledger.trained()).isEqualTo(2);
        assertThat(ledger.open()).isZero();
    }

    @Test
    void linesDeletedByRetentionAreNotReported() throws IOException {
        RunFolder folder = new RunFolder(temp);
        publish(folder, line(), line());
        publish(folder, line());
        publish(folder, line());

        Ledger ledger = RunFiles.ledger(folder, RunFiles.ends(folder, problem -> {}), 5);

        assertThat(ledger.trained()).isEqualTo(2);
        assertThat(ledger.open()).isEqualTo(1);
    }

    @Test
    void aDamagedLineIsReportedAndSkipped() throws IOException {
        RunFolder folder = new RunFolder(temp);
        publish(folder, line(), "{\"query\":", "{\"end\":\"GONE\"}", line());
        List<String> damaged = new ArrayList<>();

        RunFiles.Ends ends = RunFiles.ends(folder, damaged::add);

        assertThat(ends.all()).isEqualTo(2);
        assertThat(damaged).hasSize(2).allMatch(problem -> problem.endsWith(") and is skipped"));
        Path segment = folder.ledger().resolve("00000000000000000000.jsonl");
        assertThat(damaged.get(0)).startsWith(segment + ":2: is not a record of the channel (line 1, column ");
        assertThat(damaged.get(1)).startsWith(segment + ":3: ").contains("GONE").doesNotContain("Source");
    }

    private static String line() throws IOException {
        return new ObjectMapper().writeValueAsString(new LedgerLine("q", 0, "s", 0, VisitEnd.Kind.TRAINED, "", "m", 1));
    }

    private static void publish(RunFolder folder, String... lines) throws IOException {
        ChannelsConfig small = new ChannelsConfig(1, Duration.ZERO, line().length() + 1L);
        ChannelPublisher.append(folder.ledger(), List.of(lines), small, Clock.systemUTC());
    }
}
