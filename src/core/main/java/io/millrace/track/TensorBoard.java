package io.millrace.track;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.Default;
import io.millrace.plugin.TypeName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * TensorBoard event files, one for each session of the run: every figure is a scalar; reward, its components, length, entropy and
 * staleness of responses also have histograms.
 *
 * @param folder subfolder of the run's tracker folder
 * @param names names of the figures
 */
@TypeName("tensorboard")
public record TensorBoard(
        @Default("tensorboard") String folder,
        @Default("millrace") FigureNames names) implements TrackerType {
    public TensorBoard {
        TrackerContext.check("tensorboard: folder", folder);
        requireNonNull(names, "names");
    }

    @Override
    public Tracker open(TrackerContext context) throws IOException {
        return new Events(Files.createDirectories(context.folder().resolve(folder)), context.clock(), names);
    }

    private static final class Events implements HistogramTracker {
        private final InstantSource clock;
        private final FigureNames names;
        private final Path file;
        private EventFile.Last last = EventFile.Last.NONE;
        private long end;

        Events(Path folder, InstantSource clock, FigureNames names) throws IOException {
            this.names = names;
            this.clock = clock;
            List<Path> earlier;
            try (Stream<Path> files = Files.list(folder)) {
                earlier = files.filter(path -> path.getFileName().toString().contains("tfevents"))
                        .sorted()
                        .toList();
            }
            for (Path one : earlier) {
                last = last.and(EventFile.last(one));
            }
            file = folder.resolve("events.out.tfevents.%010d.millrace.%d"
                    .formatted(clock.instant().getEpochSecond(), earlier.size()));
            append(EventFile.version(seconds()));
        }

        private double seconds() {
            return clock.millis() / 1e3;
        }

        /** Appends an event; first removes a partial record left by a full disk, since readers stop at a damaged record. */
        private void append(byte[] event) throws IOException {
            byte[] record = EventFile.record(event);
            if (Files.exists(file) && Files.size(file) > end) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(end);
                }
            }
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(record);
            }
            end += record.length;
        }

        @Override
        public long last() {
            return last.scalars();
        }

        @Override
        public void write(long step, Map<String, Double> figures) throws IOException {
            append(EventFile.scalars(seconds(), step, new TreeMap<>(names.of(figures))));
            last = last.and(new EventFile.Last(step, 0));
        }

        @Override
        public long lastHistograms() {
            return last.histograms();
        }

        @Override
        public void write(long step, SortedMap<String, Histogram> histograms) throws IOException {
            append(EventFile.histograms(seconds(), step, histograms));
            last = last.and(new EventFile.Last(0, step));
        }

        @Override
        public void close() {
            // Every event is already in the file.
        }
    }
}
