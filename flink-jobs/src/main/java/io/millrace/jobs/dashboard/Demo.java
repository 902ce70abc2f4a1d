package io.millrace.jobs.dashboard;

import io.millrace.jobs.folder.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A recorded run that comes with Millrace: {@code deploy/demo/demo.yaml}, without weights and checkpoints. The command {@code
 * deploy/demo/record} records it anew.
 */
public final class Demo {
    private static final String ARCHIVE = "demo.zip";

    private Demo() {}

    /**
     * Unpacks the run into a folder.
     *
     * @param parent an existing folder
     */
    public static RunFolder unpack(Path parent) throws IOException {
        Path root = parent.resolve("demo").toAbsolutePath().normalize();
        try (InputStream archive = Demo.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException("resource %s: is not on the class path".formatted(ARCHIVE));
            }
            ZipInputStream files = new ZipInputStream(archive);
            for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                Path file = root.resolve(entry.getName()).normalize();
                if (!file.startsWith(root)) {
                    throw new IOException("resource %s: has a file outside its folder".formatted(ARCHIVE));
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.resolveSibling(""));
                    Files.copy(files, file);
                }
            }
        }
        return new RunFolder(root);
    }
}
