package io.millrace.operators.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/** Snapshots as the operators of released versions wrote them after the {@link GoldenVisits}. */
public final class GoldenSnapshots {
    private GoldenSnapshots() {}

    /**
     * Reads one.
     *
     * @param operator that wrote it
     * @param version of state that it wrote
     */
    public static OperatorSubtaskState read(String operator, int version) throws IOException, ClassNotFoundException {
        String name = "/golden/%s-v%d.snapshot.gz".formatted(operator, version);
        Path file = Files.createTempFile("golden", ".snapshot");
        try (InputStream in =
                new GZIPInputStream(requireNonNull(GoldenSnapshots.class.getResourceAsStream(name), name))) {
            Files.write(file, in.readAllBytes());
            return OperatorSnapshotUtil.readStateHandle(file.toString());
        } finally {
            Files.delete(file);
        }
    }
}
