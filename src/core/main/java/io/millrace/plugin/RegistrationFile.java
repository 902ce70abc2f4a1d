package io.millrace.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads files in which jars register what they add. */
public final class RegistrationFile {
    private RegistrationFile() {}

    /** The lines of a file, read without the cache of jars: a jar that was replaced meanwhile is read anew. */
    public static List<String> lines(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (InputStream stream = connection.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
