package io.millrace.channel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Layout of a channel's folder: segments, head, staged files. */
final class ChannelFolder {
    private static final JsonMapper JSON = JsonMappers.plain();
    private static final Pattern NUMBERED = Pattern.compile("\\d{20}\\.jsonl");

    private final Path root;

    ChannelFolder(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path segment(long first) {
        return root.resolve(name(first));
    }

    /** The file of the staged batch that starts with a record. */
    Path staged(long first) {
        return staging().resolve(name(first));
    }

    Path staging() {
        return root.resolve(".staged");
    }

    private Path headFile() {
        return root.resolve("head.json");
    }

    private static String name(long first) {
        return "%020d.jsonl".formatted(first);
    }

    /** The position at which the next record will be published; the start if nothing is published. */
    Position head() {
        if (!Files.isDirectory(root)) {
            return Position.START;
        }
        try {
            return JsonFile.read(headFile(), Position.class);
        } catch (NoSuchFileException e) {
            return Position.START;
        } catch (UnreadableJsonException e) {
            throw new ChannelException(
                    "channel %s: head.json does not contain a valid position (%s): rebuild it with: millrace channel repair %s"
                            .formatted(root, e, root),
                    e);
        } catch (IOException e) {
            throw new ChannelException("channel %s: head.json could not be read (%s)".formatted(root, e), e);
        }
    }

    boolean hasHead() {
        return Files.exists(headFile());
    }

    /**
     * Checks that the head can be read and that the newest segment contains all records counted by the head.
     *
     * @throws ChannelException whose message describes the fault and how to repair it
     */
    void check() {
        Position head = head();
        long size;
        try {
            size = Files.size(segment(head.segment()));
        } catch (NoSuchFileException e) {
            size = 0;
        } catch (IOException e) {
            throw new ChannelException("channel %s: could not be read (%s)".formatted(root, e), e);
        }
        if (size < head.bytes()) {
            throw cut(head, size);
        }
        try {
            if (!hasHead() && !segments().isEmpty()) {
                throw new ChannelException(
                        "channel %s: must have head.json beside its segments, has none: rebuild it with: millrace channel repair %s"
                                .formatted(root, root));
            }
        } catch (IOException e) {
            throw new ChannelException("channel %s: could not be listed (%s)".formatted(root, e), e);
        }
    }

    /** The exception for a newest segment that is shorter than its head states. */
    ChannelException cut(Position head, long size) {
        return new ChannelException(
                "channel %s: segment %d must hold %d published bytes, holds %d: it was truncated: restore it from a copy, or end the channel there with: millrace channel repair %s"
                        .formatted(root, head.segment(), head.bytes(), size, root));
    }

    void head(Position head) throws IOException {
        SmallFile.replaceDurably(headFile(), JSON.writeValueAsBytes(head));
    }

    /** The first records of all existing segment files, in order. */
    List<Long> segments() throws IOException {
        return numbered(root);
    }

    /** The first records of all staged batches, in order. */
    List<Long> stagedBatches() throws IOException {
        return numbered(staging());
    }

    private static List<Long> numbered(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> NUMBERED.matcher(name).matches())
                    .map(name -> Long.parseLong(name.substring(0, 20)))
                    .sorted()
                    .toList();
        }
    }
}
