package io.millrace.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Source files of classes: next to the class, as in a user's jar or folder, or in the {@code main/java} folders of a checkout. */
public final class SourceTexts {
    private static final int DEPTH = 4;

    private final List<Path> folders;

    private SourceTexts(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * Sources of a checkout and of jars.
     *
     * @param checkout folder of a checkout; in any other folder no sources are found
     */
    public static SourceTexts below(Path checkout) {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> modules = Files.list(checkout)) {
            for (Path module : modules.sorted().toList()) {
                if (Files.isRegularFile(module.resolve("pom.xml"))) {
                    addFoldersBelow(module, folders);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sources: %s could not be read".formatted(checkout), e);
        }
        return new SourceTexts(folders);
    }

    private static void addFoldersBelow(Path module, List<Path> folders) throws IOException {
        try (Stream<Path> found = Files.find(
                module,
                DEPTH,
                (path, attributes) -> attributes.isDirectory() && path.endsWith(Path.of("main", "java")))) {
            found.sorted().forEach(folders::add);
        }
    }

    /** The source of a class, or of the enclosing class for a nested one; empty if it is missing. */
    Optional<String> of(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        String file = outer.getName().replace('.', '/') + ".java";
        try (InputStream beside = outer.getResourceAsStream(outer.getSimpleName() + ".java")) {
            if (beside != null) {
                return Optional.of(new String(beside.readAllBytes(), StandardCharsets.UTF_8));
            }
            Optional<Path> path = folders.stream()
                    .map(folder -> folder.resolve(file))
                    .filter(Files::isRegularFile)
                    .findFirst();
            return path.isPresent() ? Optional.of(Files.readString(path.get())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("sources: %s could not be read".formatted(file), e);
        }
    }
}
