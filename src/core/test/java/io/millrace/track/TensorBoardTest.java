package io.millrace.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.window.BinHistogram;
import io.millrace.window.Moments;
import io.millrace.window.QuantileSketch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest extends TrackerContract {
    @Override
    protected TrackerType type() {
        return new TensorBoard("tensorboard", FigureNames.MILLRACE);
    }

    /** Reads as TensorBoard does: file by file in the order of their names, each up to its first damaged record. */
    @Override
    protected SortedMap<Long, Map<String, Double>> read(Path below) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(below.resolve("tensorboard"))) {
            files = all.sorted().toList();
        }
        SortedMap<Long, Map<String, Double>> steps = new TreeMap<>();
        for (Path file : files) {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.remaining() > 12) {
                int size = (int) bytes.getLong();
                bytes.getInt();
                if (size + 4 > bytes.remaining()) {
                    break;
                }
                ByteBuffer event = bytes.slice(bytes.position(), size).order(ByteOrder.LITTLE_ENDIAN);
                bytes.position(bytes.position() + size + 4);
                event(event, steps);
            }
        }
        return steps;
    }

    private static void event(ByteBuffer event, SortedMap<Long, Map<String, Double>> steps) {
        long step = 0;
        Map<String, Double> figures = new LinkedHashMap<>();
        while (event.hasRemaining()) {
            switch (event.get()) {
                case 0x09 -> assertThat(event.getDouble()).isEqualTo(NOW.getEpochSecond());
                case 0x10 -> step = varint(event);
                case 0x1a -> assertThat(text(event)).isEqualTo("brain.Event:2");
                case 0x2a -> {
                    int end = (int) varint(event) + event.position();
                    while (event.position() < end) {
                        assertThat(event.get()).isEqualTo((byte) 0x0a);
                        varint(event);
                        assertThat(event.get()).isEqualTo((byte) 0x0a);
                        String tag = text(event);
                        assertThat(event.get()).isEqualTo((byte) 0x15);
                        figures.put(tag, (double) event.getFloat());
                    }
                }
                default -> throw new AssertionError("unknown field at " + event);
            }
        }
        if (step > 0) {
            assertThat(steps.put(step, figures)).as("step %d", step).isNull();
        }
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[(int) varint(bytes)];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** The beginning of every TensorFlow event file: the length of the version event, and its masked checksum. */
    @Test
    void aFileBeginsLikeThoseOfTensorFlow() {
        byte[] record = EventFile.record(EventFile.version(0));
        assertThat(record)
                .startsWith(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22, 0x09)
                .hasSize(24 + 16);
        assertThat(new String(record, 21, 15, StandardCharsets.ISO_8859_1)).isEqualTo("\u001a\rbrain.Event:2");
    }

    @Test
    void anEventIsTheProtobufMessageOfTensorBoard() {
        assertThat(EventFile.scalars(1.5, 300, new TreeMap<>(Map.of("loss", 0.5))))
                .asHexString()
                .isEqualTo("09000000000000F83F" + "10AC02" + "2A0D" + "0A0B" + "0A046C6F7373" + "150000003F");
    }

    /** As TensorBoard's summary.proto defines it: HistogramProto has six fields of doubles, the last two packed. */
    @Test
    void aHistogramIsTheProtobufMessageOfTensorBoard() {
        BinHistogram bins = new BinHistogram();
        Moments moments = Moments.NONE;
        for (double value : new double[] {0, 0, 1}) {
            bins.add(value);
            moments = moments.plus(value);
        }
        Histogram histogram = Histogram.of(bins.atScale(-1), moments);
        assertThat(histogram.buckets())
                .containsExactly(
                        new Histogram.Bucket(0.5, 2), new Histogram.Bucket(1, 0), new Histogram.Bucket(1.5, 1));
        String zero = "0000000000000000";
        String one = "000000000000F03F";
        String half = "000000000000E03F";
        String oneAndHalf = "000000000000F83F";
        String two = "0000000000000040";
        String three = "0000000000000840";
        assertThat(EventFile.histograms(1.5, 300, new TreeMap<>(Map.of("reward", histogram))))
                .asHexString()
                .isEqualTo("09" + oneAndHalf + "10AC02" + "2A6D" + "0A6B" + "0A06726577617264" + "2A61"
                        + "09" + zero + "11" + oneAndHalf + "19" + three + "21" + one + "29" + one
                        + "3218" + half + one + oneAndHalf + "3A18" + two + zero + one);
    }

    @Test
    void aLaterSessionKnowsTheLastHistograms(@TempDir Path folder) throws IOException {
        TrackerContext context = new TrackerContext(folder, InstantSource.fixed(NOW));
        QuantileSketch sketch = new QuantileSketch();
        sketch.add(7);
        SortedMap<String, Histogram> histograms =
                new TreeMap<>(Map.of("length", Histogram.of(sketch, Moments.NONE.plus(7))));
        try (Tracker tracker = type().open(context)) {
            tracker.write(1, Map.of("reward", 1.0));
            ((HistogramTracker) tracker).write(400, histograms);
            tracker.write(2, Map.of());
        }
        try (Tracker tracker = type().open(context)) {
            assertThat(tracker.last()).isEqualTo(2);
            assertThat(((HistogramTracker) tracker).lastHistograms()).isEqualTo(400);
        }
    }
}
