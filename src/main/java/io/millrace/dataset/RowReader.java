package io.millrace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a file record by record, in order; a record that is broken does not stop it where the format allows to go on. */
interface RowReader {
    /** Takes what was read. */
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

    /** The reader of a format, which must not be {@link DatasetFormat#AUTO}. */
    static RowReader of(DatasetFormat format) {
        return switch (format) {
            case JSONL -> new JsonLinesReader();
            case JSON -> new JsonArrayReader();
            case PARQUET -> new ParquetReader();
            case AUTO -> throw new IllegalArgumentException("row reader: format must be known, was AUTO");
        };
    }
}
