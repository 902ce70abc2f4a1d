package io.millrace.jobs.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    private static final String OF_ANOTHER = "millrace-0123456789abcdef0123456789abcdef";

    private String before = "";

    @TempDir
    Path parent;

    @BeforeEach
    void keepTemporaryFilesInAFolderOfTheTest() {
        before = System.setProperty("java.io.tmpdir", parent.toString());
    }

    @AfterEach
    void keepThemWhereTheyWere() {
        System.setProperty("java.io.tmpdir", before);
    }

    @Test
    void theFolderOfAProcessIsReadableByItsUserAloneAndTakesTemporaryFiles() throws Exception {
        Path own = ScratchFolder.openForThisProcess();

        assertThat(own.getParent()).isEqualTo(parent);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(own.toString());
    }

    /** In another JVM, because a JVM never conflicts with its own locks. */
    @Test
    void theFolderIsHeldThroughGarbageCollections() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + parent,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader()) {
            Path held = Path.of(out.readLine());

            ScratchFolder.openForThisProcess();

            assertThat(held).exists();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Opens a folder, collects garbage, prints the folder's path, and waits. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            Path folder = ScratchFolder.openForThisProcess();
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(50);
            }
            System.out.println(folder);
            Thread.sleep(600_000);
        }
    }

    @Test
    void filesOfAKilledProcessAreDeletedByTheNextOne() throws Exception {
        Path dead = Files.createDirectories(parent.resolve(OF_ANOTHER).resolve("deep"));
        Files.writeString(dead.resolve("large"), "left");
        Files.createFile(dead.resolveSibling("lock"));

        ScratchFolder.openForThisProcess();

        assertThat(parent.resolve(OF_ANOTHER)).doesNotExist();
    }

    @Test
    void theFolderOfARunningOrStartingProcessIsKept() throws Exception {
        Path living = Files.createDirectory(parent.resolve(OF_ANOTHER));
        Path young = Files.createDirectory(parent.resolve(OF_ANOTHER.replace('0', '9')));
        try (FileChannel lock =
                FileChannel.open(living.resolve("lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            lock.lock();

            ScratchFolder.openForThisProcess();
        }

        assertThat(living).exists();
        assertThat(young).exists();
    }

    @Test
    void aLinkWithTheNameOfAFolderIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("lock"));
        Files.createSymbolicLink(parent.resolve(OF_ANOTHER), elsewhere);

        ScratchFolder.openForThisProcess();

        assertThat(elsewhere.resolve("lock")).exists();
    }

    @Test
    void emptyingKeepsTheFolderAndNothingInIt() throws Exception {
        Path folder = parent.resolve("run").resolve("tmp");
        Files.createDirectories(folder.resolve("minicluster"));

        ScratchFolder.empty(folder);

        assertThat(folder).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }
}
