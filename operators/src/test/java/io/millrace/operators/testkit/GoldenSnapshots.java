package io.millrace.operators.testkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/**
 * Snapshots written by the operators of released versions after the {@link GoldenVisits}.
 *
 * <p>When an operator's state gets a new version, run its test with {@code -Dmillrace.renew=true}: a missing file is
 * added. Existing files must never be overwritten: they represent the contents of savepoints.
 */
public final class GoldenSnapshots {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenSnapshots() {}

    /** Passes the {@link GoldenVisits} to an operator and returns its snapshot. */
    @FunctionalInterface
    public interface Writer {
        OperatorSubtaskState write() throws Exception;
    }

    /**
     * Reads a snapshot.
     *
     * @param operator the operator that wrote it
     * @param version the version of state that it wrote
     * @param today writes a snapshot of the current version
     */
    public static OperatorSubtaskState read(String operator, int version, Writer today) throws Exception {
        Path golden = FOLDER.resolve("%s-v%d.snapshot.gz".formatted(operator, version));
        Path file = Files.createTempFile("golden", ".snapshot");
        try {
            if (Boolean.getBoolean("millrace.renew") && !Files.exists(golden)) {
                OperatorSnapshotUtil.writeStateHandle(today.write(), file.toString());
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(golden))) {
                    Files.copy(file, out);
                }
            }
            try (InputStream in = new GZIPInputStream(Files.newInputStream(golden))) {
                Files.write(file, in.readAllBytes());
            }
            return OperatorSnapshotUtil.readStateHandle(file.toString());
        } finally {
            Files.delete(file);
        }
    }
}
