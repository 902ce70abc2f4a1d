package io.millrace.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.dataset.DatasetException;
import io.millrace.dataset.Lines;
import io.millrace.dataset.Lines.Line;
import io.millrace.dataset.Records;
import io.millrace.dataset.RejectedRecord;
import io.millrace.file.InputFile;
import io.millrace.policy.NotRecordedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A trace file that stays on disk; only the positions of each query's responses are kept in memory. Thread-safe.
 *
 * <p>The file must not change while it is open.
 */
public final class TraceFile implements AutoCloseable {
    private static final List<Place> NOWHERE = List.of();
    /** Id of a repeated record of a prompt in a data set, if ids are hashes. */
    private static final Pattern REPEATED = Pattern.compile("[0-9a-f]{16}#\\d+");

    /**
     * Position of a record.
     *
     * @param start first byte
     * @param bytes the bytes of its line
     * @param responses number of responses in it
     */
    private record Place(long start, int bytes, int responses) {}

    private final Path path;
    private final RecordingReader reader;
    private final FileChannel channel;
    private final Map<String, List<Place>> places = new LinkedHashMap<>();
    private final List<RejectedRecord> rejected = new ArrayList<>();
    private long responses;

    private TraceFile(Path path, RecordingReader reader, FileChannel channel) {
        this.path = path;
        this.reader = reader;
        this.channel = channel;
    }

    /** Scans a file once, for its responses only: truths are taken unchanged. */
    public static TraceFile open(TraceConfig config, String task) {
        return open(config, task, any -> false);
    }

    /**
     * Scans a file once.
     *
     * @param task the task of records that name none
     * @param answers whether the truths of a task, by its name, are answers that may be extracted from surrounding text
     * @throws DatasetException if it cannot be read, or has no response that can be used
     */
    public static TraceFile open(TraceConfig config, String task, Predicate<String> answers) {
        Path path = Path.of(config.path());
        String name = path.getFileName().toString();
        if (!name.endsWith(".jsonl") && !name.endsWith(".ndjson")) {
            throw new DatasetException(
                    "trace %s: must be an uncompressed file of JSON lines, .jsonl or .ndjson; convert it"
                            .formatted(path));
        }
        try {
            TraceFile file = new TraceFile(
                    path,
                    new RecordingReader(config, name.replaceFirst("\\..*", ""), task, answers),
                    InputFile.channel(path));
            try {
                file.index();
                return file;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatasetException("trace %s: must be a readable file: %s".formatted(path, e), e);
        }
    }

    private void index() throws IOException {
        try (InputStream bytes = InputFile.stream(path)) {
            Lines lines = new Lines(bytes);
            for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                add(next.get());
            }
        }
        if (places.isEmpty()) {
            throw new DatasetException("trace %s: must hold at least one response, had none; %s"
                    .formatted(path, rejected.isEmpty() ? "the file is empty" : rejected.get(0)));
        }
    }

    private void add(Line line) throws IOException {
        byte[] content = line.content();
        if (line.tooLong().isPresent()) {
            reject(line.number(), line.tooLong().get(), content);
            return;
        }
        if (new String(content, StandardCharsets.UTF_8).isBlank()) {
            return;
        }
        try {
            Recording recording = reader.read(Records.parse(content));
            int count = recording.responses().size();
            places.computeIfAbsent(recording.prompt().queryId(), id -> new ArrayList<>(1))
                    .add(new Place(line.start(), content.length, count));
            responses += count;
        } catch (JsonProcessingException e) {
            reject(line.number(), Records.reason(e), content);
        } catch (IllegalArgumentException e) {
            reject(line.number(), String.valueOf(e.getMessage()), content);
        }
    }

    private void reject(long number, String reason, byte[] line) {
        String raw =
                new String(line, 0, Math.min(line.length, RejectedRecord.MAX_RAW_LENGTH * 4), StandardCharsets.UTF_8);
        rejected.add(new RejectedRecord(path.getFileName().toString(), number, reason, raw));
    }

    /** The queries with a response, in the file's order. */
    public Set<String> queryIds() {
        return Collections.unmodifiableSet(places.keySet());
    }

    /** Number of responses. */
    public long responses() {
        return responses;
    }

    /** Unused records, with the reasons. */
    public List<RejectedRecord> rejected() {
        return List.copyOf(rejected);
    }

    /** Number of responses of a query. A repeated record of a prompt in a data set, {@code ...#2}, has those of the first. */
    public int responses(String queryId) {
        return places(queryId).stream().mapToInt(Place::responses).sum();
    }

    private List<Place> places(String queryId) {
        List<Place> found = places.get(queryId);
        if (found == null && REPEATED.matcher(queryId).matches()) {
            found = places.get(queryId.substring(0, queryId.indexOf('#')));
        }
        return found == null ? NOWHERE : found;
    }

    /**
     * Responses to a query in the file's order, from a given index on, starting over after the last.
     *
     * @param first index of the first one, from 0; larger indices wrap around
     * @param count number of responses
     * @throws IOException if the file can no longer be read
     * @throws NotRecordedException if the query has none
     */
    public List<RecordedResponse> read(String queryId, long first, int count) throws IOException {
        List<Place> found = places(queryId);
        int all = responses(queryId);
        if (all == 0) {
            throw new NotRecordedException(queryId, "trace " + path);
        }
        List<RecordedResponse> taken = new ArrayList<>(count);
        int place = 0;
        int within = (int) (first % all);
        while (within >= found.get(place).responses()) {
            within -= found.get(place++).responses();
        }
        List<RecordedResponse> here = recording(found.get(place)).responses();
        while (taken.size() < count) {
            if (within == here.size()) {
                within = 0;
                place = (place + 1) % found.size();
                here = found.size() == 1 ? here : recording(found.get(place)).responses();
            }
            taken.add(here.get(within++));
        }
        return taken;
    }

    /**
     * All responses to a query, with the prompt of its first record.
     *
     * @throws IOException if the file can no longer be read
     * @throws NotRecordedException if the query has no response
     */
    public Recording read(String queryId) throws IOException {
        List<RecordedResponse> all = read(queryId, 0, responses(queryId));
        return new Recording(recording(places(queryId).get(0)).prompt(), all);
    }

    private Recording recording(Place place) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(place.bytes());
        while (line.hasRemaining()) {
            if (channel.read(line, place.start() + line.position()) < 0) {
                throw new EOFException(
                        "trace %s: must not change while it is replayed, became shorter".formatted(path));
            }
        }
        return reader.read(Records.parse(line.array()));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }
}
