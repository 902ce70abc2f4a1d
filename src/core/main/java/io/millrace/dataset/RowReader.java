package io.millrace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Reads a file record by record, in order; continues after a broken record if the format allows it. A module registers its reader
 * for {@link ServiceLoader}.
 */
public interface RowReader {
    /** Receives the records. */
    interface Sink {
        /**
         * A record.
         *
         * @param position in the file, from 1
         */
        void row(long position, JsonNode row);

        /** A record that cannot be read. */
        void broken(long position, String reason, String raw);
    }

    /**
     * Reads all of a file.
     *
     * @throws IOException if the file itself cannot be read
     */
    void read(Path file, Sink sink) throws IOException;

    /** The format that it reads; not {@link DatasetFormat#AUTO}. */
    DatasetFormat format();

    /**
     * The reader of a format: a built-in one, or one found by {@link ServiceLoader}.
     *
     * @throws DatasetException if no module on the class path reads it
     */
    static RowReader of(DatasetFormat format) {
        return Stream.concat(
                        Stream.of(new JsonLinesReader(), new JsonArrayReader()),
                        ServiceLoader.load(RowReader.class, RowReader.class.getClassLoader()).stream()
                                .map(ServiceLoader.Provider::get))
                .filter(reader -> reader.format() == format)
                .findFirst()
                .orElseThrow(() -> new DatasetException(
                        "data set: format must be one that a module on the class path reads, was %s; add millrace-%s"
                                .formatted(format, format.name().toLowerCase(Locale.ROOT))));
    }
}
