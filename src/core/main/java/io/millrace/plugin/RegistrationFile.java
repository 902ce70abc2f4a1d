package io.millrace.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Reads the files in which jars register extensions of a point: {@code META-INF/services/POINT}, one entry per line. Text after a
 * {@code #} is a comment. An entry is the name of a class or, for points that are not implemented in Java, of a formula.
 */
public final class RegistrationFile {
    private static final String FOLDER = "META-INF/services/";

    /** Entries by class loader (weakly, so that it can be unloaded) and by file. */
    private static final Map<ClassLoader, Map<String, List<Entry>>> READ = new WeakHashMap<>();

    private RegistrationFile() {}

    /**
     * A line of such a file.
     *
     * @param text without comment and surrounding white space
     * @param file address of the file
     */
    public record Entry(String text, String file) {}

    /** The file that registers extensions of a point, in every jar. */
    public static String path(Class<?> point) {
        return FOLDER + point.getName();
    }

    /**
     * The entries of all files of a point that the context class loader sees, in the order of the class path and of each file.
     *
     * @throws RegistrationException if a file cannot be read
     */
    public static List<Entry> entries(Class<?> point) {
        synchronized (READ) {
            return READ.computeIfAbsent(loader(), loader -> new LinkedHashMap<>())
                    .computeIfAbsent(path(point), RegistrationFile::read);
        }
    }

    /** The context class loader if it sees this class, otherwise the class loader of Millrace. */
    static ClassLoader loader() {
        ClassLoader own = RegistrationFile.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            return context != null && context.loadClass(RegistrationFile.class.getName()) == RegistrationFile.class
                    ? context
                    : own;
        } catch (ClassNotFoundException e) {
            return own;
        }
    }

    private static List<Entry> read(String path) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (URL file : Collections.list(loader().getResources(path))) {
                lines(file).stream()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(line -> entries.add(new Entry(line, file.toString())));
            }
        } catch (IOException e) {
            throw new RegistrationException(path, "could not be read: " + e.getMessage(), e);
        }
        return List.copyOf(entries);
    }

    /** The lines of a file, read without the cache of jars: a jar that was replaced meanwhile is read anew. */
    private static List<String> lines(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (InputStream stream = connection.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
