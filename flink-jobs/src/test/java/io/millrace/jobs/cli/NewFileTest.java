package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileAppearsWholeOrNotAtAll() throws IOException {
        Path file = folder.resolve("o.jsonl");
        assertThatThrownBy(() -> NewFile.write(file, draft -> {
                    Files.writeString(draft, "half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(folder).isEmptyDirectory();
        NewFile.write(file, draft -> {
            assertThat(file).doesNotExist();
            Files.writeString(draft, "whole");
        });
        assertThat(file).content().isEqualTo("whole");
        assertThat(folder).isDirectoryContaining("glob:**/o.jsonl").isDirectoryNotContaining("glob:**/*.tmp");
    }

    @Test
    void filesOfAKilledCommandDoNotBlockOthers() throws IOException {
        Path file = folder.resolve("o.jsonl");
        Files.writeString(folder.resolve(".o.jsonl.tmp"), "half");
        NewFile.check("--out", file);
        NewFile.write(file, draft -> Files.writeString(draft, "whole"));
        assertThat(file).content().isEqualTo("whole");
    }
}
