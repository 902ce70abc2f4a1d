package io.millrace.track;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.Default;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A table of comma-separated values with the columns step, figure and value, one row per figure, since a run's figures may change.
 * Before the rows of each step, a row with the figure {@code figures} gives their number.
 *
 * @param file file in the run's tracker folder
 * @param names names of the figures
 */
public record Csv(
        @Default("steps.csv") String file,
        @Default("millrace") FigureNames names) implements TrackerType {
    private static final String HEADER = "step,figure,value\n";
    private static final String COUNT = "figures";

    public Csv {
        TrackerContext.check("csv: file", file);
        requireNonNull(names, "names");
    }

    @Override
    public Tracker open(TrackerContext context) throws IOException {
        return new Rows(context.folder().resolve(file), names);
    }

    private static final class Rows implements Tracker {
        private final AppendedFile rows;
        private final FigureNames names;
        private long last;

        Rows(Path path, FigureNames names) throws IOException {
            this.names = names;
            rows = new AppendedFile(path, this::complete);
            if (Files.size(path) == 0) {
                rows.append(HEADER);
            }
        }

        /** Finds the last complete step; one left incomplete by a crash is written again. */
        private long complete(Path path, long length) throws IOException {
            long end = 0;
            long at = 0;
            long missing = 0;
            long step = 0;
            for (String line : Files.readAllLines(path)) {
                String row = line + "\n";
                at += row.getBytes(StandardCharsets.UTF_8).length;
                if (at > length) {
                    break;
                }
                if (end == 0) {
                    requireHeader(row, path);
                    end = at;
                } else if (missing == 0) {
                    String[] cells = line.split(",", -1);
                    step = number(cells, 0, path, line);
                    missing = number(cells, 2, path, line);
                } else {
                    missing--;
                }
                if (missing == 0 && step > last) {
                    last = step;
                    end = at;
                }
            }
            return end;
        }

        private static void requireHeader(String row, Path path) throws IOException {
            if (!row.equals(HEADER)) {
                throw new IOException(
                        "tracker csv: %s must begin with '%s', had '%.100s': remove it or choose another file"
                                .formatted(path, HEADER.strip(), row.strip()));
            }
        }

        private static long number(String[] cells, int column, Path path, String line) throws IOException {
            if (cells.length != 3 || !cells[1].equals(COUNT) || !cells[column].matches("\\d{1,18}")) {
                throw new IOException(
                        "tracker csv: %s must have a row STEP,%s,COUNT before the rows of each step, had '%.100s': remove it or choose another file"
                                .formatted(path, COUNT, line));
            }
            return Long.parseLong(cells[column]);
        }

        @Override
        public long last() {
            return last;
        }

        @Override
        public void write(long step, Map<String, Double> figures) throws IOException {
            Map<String, Double> named = names.of(figures);
            StringBuilder text = new StringBuilder("%d,%s,%d\n".formatted(step, COUNT, named.size()));
            named.forEach((name, value) -> text.append(step)
                    .append(',')
                    .append(quoted(name))
                    .append(',')
                    .append(value)
                    .append('\n'));
            rows.append(text.toString());
            last = step;
        }

        /** Names of custom figures may contain anything but line breaks. */
        private static String quoted(String name) {
            return name.matches("[\\w./-]+")
                    ? name
                    : '"' + name.replace("\"", "\"\"").replace('\n', ' ') + '"';
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
