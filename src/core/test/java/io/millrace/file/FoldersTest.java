package io.millrace.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path temp;

    @Test
    void aLinkIsDeletedAndNotFollowed() throws Exception {
        Path kept = Files.createDirectories(temp.resolve("kept"));
        Files.createFile(kept.resolve("file"));
        Path folder = Files.createDirectories(temp.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), kept);

        Folders.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void aFolderMayBeDeletedTwiceConcurrently() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path folder = temp.resolve("round-" + round);
            for (int i = 0; i < 50; i++) {
                Files.createDirectories(folder.resolve("a" + i).resolve("b"));
                Files.createFile(folder.resolve("a" + i).resolve("c"));
            }
            CyclicBarrier start = new CyclicBarrier(2);
            Thread other = new Thread(() -> {
                await(start);
                Folders.deleteQuietly(folder);
            });
            other.start();
            await(start);

            assertThatCode(() -> Folders.delete(folder)).doesNotThrowAnyException();
            other.join();
            assertThat(folder).doesNotExist();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
