package io.millrace.dataset;

import io.millrace.file.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of records. */
final class DataFiles {
    private DataFiles() {}

    /** @throws DatasetException if the file cannot be read */
    static void read(Path file, DatasetFormat format, RowReader.Sink sink) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            String problem = Files.isDirectory(file)
                    ? "must be a file, is a folder"
                    : Files.exists(file) ? "file cannot be read" : "file does not exist";
            throw new DatasetException("data set %s: %s; check the path".formatted(file, problem));
        }
        try {
            InputFile.requireRegular(file);
            RowReader.of(format.of(file)).read(file, sink);
        } catch (IOException e) {
            throw new DatasetException("data set %s: could not be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
