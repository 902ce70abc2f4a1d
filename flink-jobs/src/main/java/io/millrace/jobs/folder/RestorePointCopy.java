package io.millrace.jobs.folder;

import static java.util.Objects.requireNonNull;

import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Copies a checkpoint or savepoint to another run, so that the copy does not need the original.
 *
 * <p>The metadata of an incremental checkpoint names shared files by their absolute paths; the copy's metadata names the
 * copies. Flink's files never change, so they are linked instead of copied where the file system can.
 *
 * @param from the run of the original
 * @param to the run of the copy
 */
public record RestorePointCopy(RunFolder from, RunFolder to) {
    /** A path in the metadata: its length in two bytes, then its characters. */
    private static final Pattern PATH = Pattern.compile(
            "file:[^\\p{Cntrl}]*?/(checkpoints/[0-9a-f]{32}/(?:shared|taskowned|chk-\\d+)/[0-9a-f-]{36})");

    public RestorePointCopy {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }

    /**
     * Copies a restore point to the same place in the other run.
     *
     * @param draft folder that will become the other run's
     * @throws RefusedException if the original is deleted meanwhile
     */
    public void write(RestorePoint point, Path draft) throws IOException {
        Path target = draft.resolve(point.name(from));
        Files.createDirectories(target);
        try {
            List<String> files = RestorePointFiles.names(point.path());
            for (String name : files) {
                if (!name.equals(RestorePoint.METADATA)) {
                    Path copy = target.resolve(name).normalize();
                    Files.createDirectories(requireNonNull(copy.getParent()));
                    link(point.path().resolve(name).normalize(), copy);
                }
            }
            byte[] metadata =
                    Files.readAllBytes(point.path().resolve(RestorePoint.METADATA)); // Deleted first by Flink.
            SmallFile.replace(target.resolve(RestorePoint.METADATA), relocated(metadata, point));
        } catch (NoSuchFileException e) {
            throw new RefusedException(
                    "run %s: %s was deleted while it was copied, because there are newer checkpoints: try again, or copy a savepoint"
                            .formatted(from.root(), point.name(from)),
                    e);
        }
        new RestorePoint(target, FileTime.fromMillis(0)).recordFiles(new SharedFiles());
    }

    private static void link(Path original, Path copy) throws IOException {
        try {
            Files.createLink(copy, original);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(original, copy);
        }
    }

    private byte[] relocated(byte[] metadata, RestorePoint point) throws IOException {
        String name = point.name(from);
        String folder =
                name.substring(0, Math.max(0, name.indexOf("checkpoints/"))); // That of one half of a split run.
        Path root = to.root().toAbsolutePath().normalize().resolve(folder);
        Matcher paths = PATH.matcher(new String(metadata, StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(metadata.length);
        DataOutputStream out = new DataOutputStream(bytes);
        int done = 0;
        while (paths.find()) {
            int start = paths.start() - Short.BYTES;
            int length = start < done ? -1 : (metadata[start] & 0xff) << 8 | metadata[start + 1] & 0xff;
            if (length != paths.end() - paths.start()) {
                throw new IOException(
                        "%s: a path in its metadata must have its length before it, has not".formatted(name));
            }
            out.write(metadata, done, start - done);
            out.writeUTF("file:" + root.resolve(paths.group(1)));
            done = paths.end();
        }
        out.write(metadata, done, metadata.length - done);
        return bytes.toByteArray();
    }
}
