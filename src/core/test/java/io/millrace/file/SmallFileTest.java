package io.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
    @TempDir
    Path temp;

    @Test
    void aFileIsCreatedThenReplacedAndNoOtherFileRemains() throws IOException {
        Path file = temp.resolve("small.json");

        SmallFile.replace(file, "a longer first text");
        SmallFile.replaceDurably(file, "second".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("second");
        assertThat(temp).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void aFileThatCannotBeReplacedIsUnchanged() throws IOException {
        Path file = temp.resolve("small.json");
        SmallFile.replace(file, "first");
        Files.createDirectory(temp.resolve("small.json.draft"));

        assertThatThrownBy(() -> SmallFile.replace(file, "second")).isInstanceOf(IOException.class);

        assertThat(file).hasContent("first");
    }
}
