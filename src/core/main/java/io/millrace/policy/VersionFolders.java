package io.millrace.policy;

import io.millrace.file.Folders;
import io.millrace.json.JsonFile;
import io.millrace.model.PolicyException;
import io.millrace.policy.PolicyStore.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The version folders of a {@link PolicyStore}; a folder exists only once it is complete. */
final class VersionFolders {
    static final String MANIFEST = "version.json";

    private static final Pattern VERSION = Pattern.compile("v-(\\d{9})");
    private static final Logger LOG = LoggerFactory.getLogger(VersionFolders.class);

    private final Path root;

    VersionFolders(Path root) {
        this.root = root;
    }

    Path folder(long number) {
        return root.resolve("v-%09d".formatted(number));
    }

    /** The numbers of all versions, ascending. */
    List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        try (Stream<Path> children = Files.list(root)) {
            children.forEach(child -> {
                Matcher matcher = VERSION.matcher(child.getFileName().toString());
                if (matcher.matches()) {
                    numbers.add(Long.parseLong(matcher.group(1)));
                }
            });
        } catch (NoSuchFileException e) {
            return numbers;
        } catch (IOException e) {
            throw new PolicyException(
                    "policy store %s: could not be listed (%s)".formatted(root, StoreFiles.describe(e)), e);
        }
        numbers.sort(Comparator.naturalOrder());
        return numbers;
    }

    /** The newest version whose manifest can be read. */
    Optional<Manifest> newest() {
        List<Long> numbers = numbers();
        Collections.reverse(numbers);
        for (long number : numbers) {
            try {
                Manifest manifest = manifest(number);
                if (manifest.number() == number) {
                    return Optional.of(manifest);
                }
            } catch (IOException e) {
                LOG.debug("policy store {}: version {} is skipped ({})", root, number, StoreFiles.describe(e));
            }
        }
        return Optional.empty();
    }

    /** The newest version of an optimizer step. */
    Optional<Manifest> ofStep(long step) {
        List<Long> numbers = numbers();
        Collections.reverse(numbers);
        for (long number : numbers) {
            try {
                Manifest manifest = manifest(number);
                if (manifest.step() == step) {
                    return Optional.of(manifest);
                }
            } catch (IOException e) {
                throw new PolicyException(
                        "policy version %d: %s could not be read (%s)"
                                .formatted(number, folder(number).resolve(MANIFEST), StoreFiles.describe(e)),
                        e);
            }
        }
        return Optional.empty();
    }

    private Manifest manifest(long number) throws IOException {
        return JsonFile.read(folder(number).resolve(MANIFEST), Manifest.class);
    }

    /** Deletes all versions except the newest {@code keep}; at least one is kept. */
    void retain(int keep) {
        List<Long> numbers = numbers();
        for (long number : numbers.subList(0, Math.max(0, numbers.size() - Math.max(1, keep)))) {
            Folders.deleteQuietly(folder(number));
        }
    }
}
