package io.millrace.docker;

import io.millrace.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/**
 * The instructions of a Dockerfile, one line each.
 *
 * @param instructions without comments and blank lines
 */
record Dockerfile(List<String> instructions) {
    Dockerfile {
        instructions = List.copyOf(instructions);
    }

    /** Reads a file of the repository. */
    static Dockerfile read(String path) {
        try {
            String text = Files.readString(Repository.path(path))
                    .replaceAll("(?m)^#.*\n", "")
                    .replaceAll("\\\\\n\\s*", "");
            return new Dockerfile(Arrays.stream(text.split("\n"))
                    .filter(line -> !line.isBlank())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The arguments of all instructions of a kind, in order. */
    List<String> of(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .toList();
    }
}
