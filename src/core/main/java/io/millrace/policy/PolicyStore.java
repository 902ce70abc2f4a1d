package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.check.Require;
import io.millrace.file.Folders;
import io.millrace.file.SmallFile;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of numbered policy versions with one writer, the learner, and any number of readers.
 *
 * <p>A version is a complete Hugging Face folder. It is written under a temporary name, renamed, and only then referenced by
 * {@code newest.json}, so readers see a version completely or not at all. Numbers never repeat: a restored learner continues above
 * the highest number ever used.
 *
 * <p>Versions belong to an <i>incarnation</i>: one attempt of the job, from start or restore to its end. Versions that a dead
 * incarnation published after the checkpoint from which its successor restores are abandoned: readers request versions of their own
 * incarnation and get no others.
 */
public final class PolicyStore {
    /** Interval at which followers poll the store, which reads one small file. */
    public static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    /** Maximum number of versions that retention may have deleted since; a larger gap means that the number is invalid. */
    private static final long MAX_GAP = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(PolicyStore.class);
    private static final JsonMapper JSON = JsonMappers.plain();

    private final Path root;
    private final VersionFolders folders;
    private volatile @Nullable Seen seen;

    /** Cache of the last manifest and the file that it was read from: followers poll often, and mostly find nothing new. */
    private record Seen(@Nullable Object key, FileTime time, Optional<Manifest> manifest) {
        private boolean isStill(BasicFileAttributes file) {
            return Objects.equals(file.fileKey(), key)
                    && file.lastModifiedTime().equals(time);
        }
    }

    /** Opens a store; the folder is created with the first version. */
    public PolicyStore(Path root) {
        this.root = requireNonNull(root, "root");
        folders = new VersionFolders(root);
    }

    /**
     * The content of {@code newest.json} and of each version's {@code version.json}.
     *
     * @param number the version's number
     * @param step optimizer step of the weights
     * @param incarnation job attempt that published it
     * @param ended visits of each split that had ended, in the order of the splits' names
     * @param checksum checksum of the files in the version's folder: CRC-32C, or {@code crc32:} and CRC-32
     * @param report figures of the step from the learner, for observers; may be empty
     */
    public record Manifest(
            @JsonProperty(required = true) long number,
            @JsonProperty(required = true) long step,
            String incarnation,
            Map<String, Long> ended,
            String checksum,
            Map<String, Double> report) {
        public Manifest {
            Require.that(number >= 0, "policy manifest: number must be >= 0, was %d", number);
            Require.that(step >= 0, "policy manifest %d: step must be >= 0, was %d", number, step);
            requireNonNull(incarnation, "incarnation");
            requireNonNull(checksum, "checksum");
            ended = OrderedMap.sortedCopyOf(ended);
            report = OrderedMap.copyOf(report);
        }
    }

    /**
     * Publishes a version.
     *
     * @param step optimizer step of its weights
     * @param incarnation the incarnation of the learner
     * @param ended visits of each split that have ended
     * @param report figures of the step by name
     * @param writer writes config.json, weights and tokenizer to a folder that does not exist yet
     * @throws PolicyException if it cannot be written; nothing is published then, and the newest version does not change
     */
    public PolicyVersion publish(
            long step, String incarnation, Map<String, Long> ended, Map<String, Double> report, Consumer<Path> writer) {
        long number = highestNumber() + 1;
        Path draft = root.resolve("draft-%09d".formatted(number));
        try {
            Files.createDirectories(root);
            Folders.delete(draft);
            writer.accept(draft);
            Manifest manifest = new Manifest(number, step, incarnation, ended, StoreFiles.checksum(draft), report);
            JSON.writeValue(draft.resolve(VersionFolders.MANIFEST).toFile(), manifest);
            Path folder = folders.folder(number);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            SmallFile.replace(root.resolve("newest.json"), JSON.writeValueAsBytes(manifest));
            return new PolicyVersion(number, step, folder, ended);
        } catch (IOException e) {
            throw unwritten(number, StoreFiles.describe(e), e);
        } catch (UncheckedIOException e) {
            throw unwritten(number, StoreFiles.describe(requireNonNull(e.getCause())), e);
        } catch (PolicyException e) {
            throw unwritten(number, String.valueOf(e.getMessage()), e);
        } finally {
            Folders.deleteQuietly(draft);
        }
    }

    private PolicyException unwritten(long number, String reason, Exception cause) {
        return new PolicyException(
                "policy store %s: version %d could not be written (%s): free some space or choose another folder"
                        .formatted(root, number, reason),
                cause);
    }

    /**
     * The manifest of the newest version of any incarnation.
     *
     * <p>A {@code newest.json} that cannot be read, or that names a version that is missing or far from the newest one, is ignored:
     * the version folders are read instead.
     */
    public Optional<Manifest> newestManifest() {
        Path newest = root.resolve("newest.json");
        try {
            BasicFileAttributes file = Files.readAttributes(newest, BasicFileAttributes.class);
            Seen before = seen;
            if (before != null && before.isStill(file)) {
                return before.manifest();
            }
            Optional<Manifest> manifest = newestManifest(newest);
            seen = new Seen(file.fileKey(), file.lastModifiedTime(), manifest);
            return manifest;
        } catch (NoSuchFileException e) {
            return folders.newest();
        } catch (IOException e) {
            throw new PolicyException(
                    "policy store %s: newest.json could not be read (%s)".formatted(root, StoreFiles.describe(e)), e);
        }
    }

    private Optional<Manifest> newestManifest(Path newest) throws IOException {
        try {
            Manifest manifest = JsonFile.read(newest, Manifest.class);
            List<Long> numbers = folders.numbers();
            long highest = numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
            // A crash may occur between renaming a version's folder and replacing newest.json.
            if (numbers.contains(manifest.number()) && highest - manifest.number() <= 1) {
                return Optional.of(manifest);
            }
            LOG.warn(
                    "policy store {}: newest.json names version {}, but the newest folder is {}, which is used",
                    root,
                    manifest.number(),
                    highest);
        } catch (UnreadableJsonException e) {
            LOG.warn("policy store {}: newest.json is not a manifest ({}): the version folders are used", root, e);
        }
        return folders.newest();
    }

    /** The newest version, if this incarnation published it. */
    public Optional<PolicyVersion> newest(String incarnation) {
        return newest(incarnation::equals);
    }

    /** The newest version, if its incarnation is accepted. */
    public Optional<PolicyVersion> newest(Predicate<String> incarnation) {
        return newestManifest().filter(m -> incarnation.test(m.incarnation())).map(this::version);
    }

    /** The newest version of an optimizer step that is still kept. */
    public Optional<PolicyVersion> ofStep(long step) {
        return folders.ofStep(step).map(this::version);
    }

    /** The version that a manifest describes. */
    public PolicyVersion version(Manifest manifest) {
        return new PolicyVersion(
                manifest.number(), manifest.step(), folders.folder(manifest.number()), manifest.ended());
    }

    /**
     * Checks that a version's files are unchanged since it was published.
     *
     * @throws PolicyException if they are not
     */
    public void verify(PolicyVersion version) {
        try {
            Manifest manifest = JsonFile.read(version.path().resolve(VersionFolders.MANIFEST), Manifest.class);
            String found = StoreFiles.checksum(version.path(), manifest.checksum());
            if (!found.equals(manifest.checksum())) {
                throw new PolicyException("policy version %d: checksum must be %s, was %s: the folder %s was changed"
                        .formatted(version.number(), manifest.checksum(), found, version.path()));
            }
        } catch (IOException e) {
            throw new PolicyException(
                    "policy version %d: %s could not be read (%s)"
                            .formatted(version.number(), version.path(), StoreFiles.describe(e)),
                    e);
        }
    }

    /** Deletes all versions except the newest {@code keep}; at least one is kept. */
    public void retain(int keep) {
        folders.retain(keep);
    }

    private long highestNumber() {
        List<Long> numbers = folders.numbers();
        long onDisk = numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
        long named = numberInNewest();
        return named - onDisk < MAX_GAP ? Math.max(onDisk, named) : onDisk;
    }

    /** The number in newest.json, even if its version has been deleted: numbers never repeat. */
    private long numberInNewest() {
        try {
            long number =
                    JsonFile.read(root.resolve("newest.json"), Manifest.class).number();
            return number;
        } catch (IOException e) {
            return -1;
        }
    }
}
