package io.millrace.jobs.fork;

import static java.util.Objects.requireNonNull;

import io.millrace.file.Folders;
import io.millrace.jobs.folder.ForkOrigin;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RestorePointCopy;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.policy.PolicyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a fork: what a run that was stopped at the restore point has left.
 *
 * @param parent the run that is forked, which is only read
 * @param fork the new run
 * @param points the restore points, one for each job
 * @param step optimizer step of the learner there
 */
record ForkedFolder(RunFolder parent, RunFolder fork, List<RestorePoint> points, long step) {
    ForkedFolder {
        requireNonNull(parent, "parent");
        requireNonNull(fork, "fork");
        points = List.copyOf(points);
    }

    /**
     * Writes the folder, which appears when it is complete.
     *
     * @param channels of both runs
     * @param more adds the other files of a run
     */
    ForkOrigin write(ForkedChannels channels, Folders.Filler more) throws IOException {
        Path root = fork.root().toAbsolutePath().normalize();
        ForkOrigin origin = new ForkOrigin(
                parent.root().toAbsolutePath().normalize().toString(),
                parent.name(),
                points.stream().map(point -> point.name(parent)).toList(),
                step);
        Folders.write(root, draft -> {
            for (RestorePoint point : points) {
                new RestorePointCopy(parent, fork).write(point, draft);
            }
            channels.copyFolders(root, draft);
            for (Path original : List.of(
                    parent.initialPolicy(),
                    parent.measured(),
                    parent.heldOutResults(),
                    parent.streamStart(),
                    parent.jobs())) {
                copy(original, draft.resolve(original.getFileName()));
            }
            copyVersion(new RunFolder(draft));
            origin.write(new RunFolder(draft));
            more.fill(draft);
            channels.copyRecords();
        });
        return origin;
    }

    /** The policy at the restore point. If retention has deleted it, the learner publishes it when it starts. */
    private void copyVersion(RunFolder draft) {
        new PolicyStore(parent.store()).ofStep(step).ifPresent(version -> {
            Path copy = draft.store().resolve(version.path().getFileName());
            try {
                copy(version.path(), copy);
            } catch (IOException e) {
                Folders.deleteQuietly(copy);
            }
        });
    }

    private static void copy(Path original, Path copy) throws IOException {
        if (!Files.exists(original)) {
            return;
        }
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
