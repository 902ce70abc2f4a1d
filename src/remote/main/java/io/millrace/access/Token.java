package io.millrace.access;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of a server.
 *
 * @param text of printable ASCII characters
 */
public record Token(String text) {
    private static final int LEAST_CHARACTERS = 22; // 128 bits in Base64.
    private static final int RANDOM_BYTES = 24;

    public Token {
        requireNonNull(text, "text");
    }

    /**
     * The token in a file, which is created with a random one if it does not exist.
     *
     * @param option the option that names the file, for messages
     * @throws IllegalArgumentException if it cannot be read or written, or is too short
     */
    public static Token in(String option, Path file) {
        try {
            create(file);
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (text.length() < LEAST_CHARACTERS || !text.matches("[!-~]+")) {
                throw new IllegalArgumentException(
                        "%s: %s must contain at least %d printable ASCII characters and no spaces, had %d: delete it to have a new one created"
                                .formatted(option, file, LEAST_CHARACTERS, text.length()));
            }
            return new Token(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s: %s could not be read or created (%s)".formatted(option, file, e), e);
        }
    }

    private static void create(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        } catch (FileAlreadyExistsException e) {
            return; // Another process has just created it.
        }
    }

    /** Whether a text is the token; takes the same time wherever they differ. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
