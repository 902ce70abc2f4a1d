package io.millrace.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.report.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    @TempDir
    Path temp;

    @Test
    void moreEndsThanWereReadDoNotFailTheReport() throws IOException {
        RunFolder folder = new RunFolder(temp);
        Files.createDirectories(folder.ledger());
        String line = new ObjectMapper()
                .writeValueAsString(new LedgerLine("q", 0, "s", 0, VisitEnd.Kind.TRAINED, "", "m", 1));
        Files.writeString(folder.ledger().resolve("ledger-1.jsonl"), line + "\n" + line + "\n");

        Ledger ledger = RunFiles.ledger(folder, 1);

        assertThat(ledger.trained()).isEqualTo(2);
        assertThat(ledger.open()).isZero();
    }
}
