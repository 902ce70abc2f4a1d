package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.codec.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.flink.api.common.state.ListState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStateTest {
    @TempDir
    Path temp;

    private final ListInMemory chunks = new ListInMemory();

    @Test
    void aFolderOfManyChunksIsRestoredBitwise() throws Exception {
        byte[] large = new byte[(9 << 20) + 1];
        new Random(3).nextBytes(large);
        Path from =
                Files.createDirectories(temp.resolve("from/a/b")).getParent().getParent();
        Files.write(from.resolve("a/b/large"), large);
        Files.writeString(from.resolve("small"), "x");
        Files.write(from.resolve("a/empty"), new byte[0]);

        FolderState.write(from, chunks);
        boolean any = FolderState.read(chunks, temp.resolve("to"));

        assertThat(any).isTrue();
        assertThat(chunks.get()).hasSize(3);
        assertThat(temp.resolve("to/a/b/large")).hasBinaryContent(large);
        assertThat(temp.resolve("to/small")).hasContent("x");
        assertThat(temp.resolve("to/a/empty")).isEmptyFile();
    }

    @Test
    void writingReplacesTheState() throws Exception {
        Path from = Files.createDirectories(temp.resolve("from"));
        Files.writeString(from.resolve("old"), "x");
        FolderState.write(from, chunks);
        Files.delete(from.resolve("old"));
        Files.writeString(from.resolve("new"), "y");
        FolderState.write(from, chunks);
        FolderState.read(chunks, temp.resolve("to"));

        assertThat(temp.resolve("to/old")).doesNotExist();
        assertThat(temp.resolve("to/new")).hasContent("y");
    }

    @Test
    void anEmptyStateRestoresNoFolder() throws Exception {
        assertThat(FolderState.read(chunks, temp.resolve("to"))).isFalse();
        assertThat(temp.resolve("to")).doesNotExist();
    }

    @Test
    void aFileOutsideTheFolderIsRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("../outside"));
            zip.closeEntry();
        }
        chunks.add(new Chunk(bytes.toByteArray()));

        assertThatThrownBy(() -> FolderState.read(chunks, temp.resolve("to")))
                .isInstanceOf(IOException.class)
                .hasMessage("checkpoint: a file must lie in its folder, was ../outside");
        assertThat(temp.resolve("outside")).doesNotExist();
    }

    private static final class ListInMemory implements ListState<Chunk> {
        private final List<Chunk> items = new ArrayList<>();

        @Override
        public Iterable<Chunk> get() {
            return items;
        }

        @Override
        public void add(Chunk value) {
            items.add(value);
        }

        @Override
        public void update(List<Chunk> values) {
            items.clear();
            items.addAll(values);
        }

        @Override
        public void addAll(List<Chunk> values) {
            items.addAll(values);
        }

        @Override
        public void clear() {
            items.clear();
        }
    }
}
