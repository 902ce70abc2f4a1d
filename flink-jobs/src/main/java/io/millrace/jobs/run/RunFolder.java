package io.millrace.jobs.run;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.topology.LineFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What lies where in a run's folder.
 *
 * @param root the folder
 */
public record RunFolder(Path root) {
    public RunFolder {
        requireNonNull(root, "root");
    }

    /** The configuration that the run was started with. */
    public Path config() {
        return root.resolve("config.yaml");
    }

    /** What must be the same for the run to be resumed. */
    public Path identity() {
        return root.resolve("run.json");
    }

    /** The policy that the run starts from: a complete folder, weights drawn if it came without. */
    public Path initialPolicy() {
        return root.resolve("initial-policy");
    }

    /** The policy store. */
    public Path store() {
        return root.resolve("policies");
    }

    /** Flink's checkpoints. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** Savepoints of orderly stops. */
    public Path savepoints() {
        return root.resolve("savepoints");
    }

    /** The ledger's files. */
    public Path ledger() {
        return root.resolve("ledger");
    }

    /** The files with the figures of each optimizer step. */
    public Path steps() {
        return root.resolve("steps");
    }

    /** Records that could not be read, with reason and position. */
    public Path deadLetters() {
        return root.resolve("dead-letters.jsonl");
    }

    /** Held-out results, one a line, the first from before the first step. */
    public Path checkups() {
        return root.resolve("checkups.jsonl");
    }

    /** Locked while a process writes to the folder. */
    public Path lock() {
        return root.resolve("run.lock");
    }

    /** The report at the end. */
    public Path report() {
        return root.resolve("report.json");
    }

    /** The log. */
    public Path log() {
        return root.resolve("millrace.log");
    }

    /** Whether there is a run here that could be resumed, or of which something has been published. */
    public boolean used() throws IOException {
        return latestRestorePoint().isPresent()
                || Files.exists(report())
                || LineFiles.read(ledger()).findAny().isPresent();
    }

    /** Whether a process is writing to the folder now. */
    public boolean inUse() {
        return RunLock.taken(this);
    }

    /** The newest complete checkpoint or savepoint. */
    public Optional<Path> latestRestorePoint() throws IOException {
        Path newest = null;
        FileTime newestTime = FileTime.fromMillis(0);
        for (Path folder : new Path[] {checkpoints(), savepoints()}) {
            for (Path metadata : metadata(folder)) {
                FileTime time = Files.getLastModifiedTime(metadata);
                if (newest == null || time.compareTo(newestTime) > 0) {
                    newest = metadata.getParent();
                    newestTime = time;
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    private static Path[] metadata(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Path[0];
        }
        try (Stream<Path> all = Files.walk(folder, 3)) {
            return all.filter(path -> path.getFileName().toString().equals("_metadata"))
                    .sorted(Comparator.naturalOrder())
                    .toArray(Path[]::new);
        }
    }
}
