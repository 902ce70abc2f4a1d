package io.millrace.jobs.folder;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a checkpoint or savepoint: those in its folder, and those that its metadata refers to in the folders
 * shared by all checkpoints of the job.
 *
 * @param files files by path, relative to the folder of the checkpoint
 */
record RestorePointFiles(Map<String, FileState> files) {
    private static final Logger LOG = LoggerFactory.getLogger(RestorePointFiles.class);
    private static final JsonMapper JSON = JsonMappers.plain();
    /** Folders shared by the checkpoints of a job. */
    static final List<String> SHARED = List.of("shared", "taskowned");

    /**
     * Flink names checkpoint files with UUIDs. A checkpoint's metadata contains these names as plain text, including the
     * names of files inlined in it.
     */
    private static final Pattern SHARED_FILE =
            Pattern.compile("/(shared|taskowned)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+|\\.\\./(shared|taskowned)/[0-9a-f-]+");

    RestorePointFiles {
        files = OrderedMap.copyOf(files);
    }

    /**
     * The original state of a file.
     *
     * @param bytes its length
     * @param crc32c CRC-32C checksum of its contents
     */
    record FileState(long bytes, long crc32c) {
        static FileState of(Path file) throws IOException {
            CRC32C crc = new CRC32C();
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    crc.update(buffer, 0, read);
                    bytes += read;
                }
            }
            return new FileState(bytes, crc.getValue());
        }
    }

    /**
     * Reads the current files of a checkpoint.
     *
     * @param shared files of the job's checkpoints that have been read before
     */
    static RestorePointFiles read(Path point, SharedFiles shared) throws IOException {
        Map<String, FileState> files = new LinkedHashMap<>();
        for (String name : ownFiles(point)) {
            files.put(name, FileState.of(point.resolve(name)));
        }
        List<String> named = namedByMetadata(point);
        for (String name : named) {
            files.put(name, shared.state(name, point.resolve(name)));
        }
        shared.retain(named);
        return new RestorePointFiles(files);
    }

    /** Paths of the checkpoint's current files, relative to its folder. */
    static List<String> names(Path point) throws IOException {
        List<String> names = new ArrayList<>(ownFiles(point));
        names.addAll(namedByMetadata(point));
        return names;
    }

    private static List<String> ownFiles(Path point) throws IOException {
        try (Stream<Path> own = Files.list(point)) {
            return own.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Paths of the shared files that the checkpoint refers to, relative to its folder. */
    private static List<String> namedByMetadata(Path point) throws IOException {
        String metadata = Files.readString(point.resolve(RestorePoint.METADATA), StandardCharsets.ISO_8859_1);
        Matcher matcher = SHARED_FILE.matcher(metadata);
        return matcher.results()
                .map(found -> "../%s/%s".formatted(found.group(1), found.group(2)))
                .distinct()
                .filter(name -> Files.isRegularFile(point.resolve(name)))
                .sorted()
                .toList();
    }

    /** Describes the first file that differs from its original state; empty if none is known to differ. */
    Optional<String> damage(Path point) throws IOException {
        for (Map.Entry<String, FileState> file : files.entrySet()) {
            Optional<String> damage = damage(point, file.getKey(), file.getValue());
            if (damage.isPresent()) {
                return damage;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> damage(Path point, String name, FileState written) throws IOException {
        try {
            long bytes = Files.size(point.resolve(name));
            if (bytes != written.bytes()) {
                return Optional.of(
                        "%s must have %,d bytes, has %,d".formatted(displayName(name), written.bytes(), bytes));
            }
            return FileState.of(point.resolve(name)).equals(written)
                    ? Optional.empty()
                    : Optional.of("%s was changed after it was written".formatted(displayName(name)));
        } catch (NoSuchFileException e) {
            return Optional.of("%s is missing".formatted(displayName(name)));
        }
    }

    private static String displayName(String name) {
        return SHARED.stream().anyMatch(folder -> name.startsWith("../" + folder)) ? name.substring(3) : name;
    }

    String toJson() throws IOException {
        return JSON.writeValueAsString(this) + "\n";
    }

    /** Reads a list of files; empty if it is missing or unreadable: the checkpoint itself may still be intact. */
    static Optional<RestorePointFiles> parse(Path list) {
        try {
            RestorePointFiles files = JsonFile.read(list, RestorePointFiles.class);
            return files.files().keySet().stream()
                                    .allMatch(name -> NAME.matcher(name).matches())
                            && files.files().containsKey(RestorePoint.METADATA)
                    ? Optional.of(files)
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read the list of files in {}", list, e);
            return Optional.empty();
        }
    }
}
