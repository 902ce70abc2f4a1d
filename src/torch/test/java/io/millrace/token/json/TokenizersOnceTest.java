package io.millrace.token.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizersOnceTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(temp.resolve("policy"));
        alphabet("[97, 98]", 1);
    }

    @Test
    void aFolderIsReadOnceUnderAnyPath() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
        Tokenizer tokenizer = Tokenizers.load(folder);
        assertThat(Tokenizers.load(folder)).isSameAs(tokenizer);
        assertThat(Tokenizers.load(link)).isSameAs(tokenizer);
        assertThat(Tokenizers.load(folder.resolve("../policy"))).isSameAs(tokenizer);
    }

    @Test
    void aFileThatChangedIsReadAgain() throws IOException {
        Tokenizer before = Tokenizers.load(folder);
        alphabet("[98, 97]", 2);
        Tokenizer after = Tokenizers.load(folder);
        assertThat(before.encode("a")).isEqualTo(new TokenIds(4));
        assertThat(after.encode("a")).isEqualTo(new TokenIds(5));
        assertThat(Tokenizers.load(folder)).isSameAs(after);
    }

    @Test
    void anAddedFileIsNoticed() throws IOException {
        Tokenizer before = Tokenizers.load(folder);
        Files.writeString(folder.resolve("config.json"), "{}");
        assertThat(Tokenizers.load(folder)).isNotSameAs(before);
    }

    private void alphabet(String characters, int second) throws IOException {
        Path file = folder.resolve("tokenizer_config.json");
        Files.writeString(file, "{\"char_ords\": %s}".formatted(characters));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }
}
