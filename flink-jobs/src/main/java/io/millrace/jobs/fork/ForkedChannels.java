package io.millrace.jobs.fork;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.channel.ChannelReader;
import io.millrace.channel.ChannelWriter;
import io.millrace.channel.ChannelsConfig;
import io.millrace.channel.Position;
import io.millrace.jobs.channel.ChannelScan;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.json.JsonMappers;
import io.millrace.metric.StepFigure;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The channels of a fork: those of its parent as they were at the restore point.
 *
 * <p>A folder is copied with all files, since the restored job knows positions in it and truncates it to them. Otherwise
 * records are copied one by one into an empty channel, which the restored job continues after its last record; that is
 * possible only for channels that no job reads, since a reader's position means nothing in another channel.
 *
 * @param parent channels of the parent
 * @param fork channels of the fork
 * @param step optimizer step of the restore point
 * @param split whether two jobs share the minibatches
 */
record ForkedChannels(JobChannels parent, JobChannels fork, long step, boolean split) {
    private static final JsonMapper JSON = JsonMappers.plain();
    private static final int BATCH = 1000;

    /** Channels whose records are of use only where they are. */
    private static final List<String> STARTS_ANEW = Stream.of(
                    RunChannel.DEAD_LETTERS,
                    RunChannel.METRICS,
                    RunChannel.TRENDS,
                    RunChannel.EPISODES,
                    RunChannel.SCORES,
                    RunChannel.ALARMS)
            .map(RunChannel::word)
            .toList();

    private static final String LEARNER_STEP = "learner_step";
    private static final String HEAD = "head.json";

    ForkedChannels {
        requireNonNull(parent, "parent");
        requireNonNull(fork, "fork");
    }

    /** @throws RefusedException if they cannot be those of a fork */
    void check() {
        Map<String, Channel> forks = fork.all();
        parent.all().forEach((name, original) -> {
            Channel own = requireNonNull(forks.get(name));
            if (own.address().equals(original.address())) {
                throw new RefusedException(
                        "fork: the channel of %s must be another than the parent's %s: set its address in channels, or leave it empty for the fork's folder"
                                .formatted(name, original.address()));
            }
            if (!movesAsFolder(original, own)) {
                mustBeReadByNobody(name, original, own);
                if (own.held().next() > 0) {
                    throw new RefusedException("fork: the channel of %s must have no records, %s has %d: choose another"
                            .formatted(name, own.address(), own.held().next()));
                }
            }
        });
        mustBePublished();
    }

    private void mustBeReadByNobody(String name, Channel original, Channel own) {
        boolean read = name.equals("minibatches") && split
                || name.equals("reflections") && original.held().next() > 0;
        if (read) {
            throw new RefusedException(
                    "fork: the channel of %s must be a folder in both runs, because a job reads it and its position is in the checkpoint, was %s for %s"
                            .formatted(name, own.address(), original.address()));
        }
    }

    private static boolean movesAsFolder(Channel original, Channel own) {
        return original instanceof DirectoryChannel && own instanceof DirectoryChannel;
    }

    /** Copies all folders that the fork has in its own folder, or elsewhere. */
    void copyFolders(Path root, Path draft) throws IOException {
        Map<String, Channel> forks = fork.all();
        for (Map.Entry<String, Channel> channel : parent.all().entrySet()) {
            if (channel.getValue() instanceof DirectoryChannel original
                    && forks.get(channel.getKey()) instanceof DirectoryChannel own) {
                Path place = own.folder().toAbsolutePath();
                Path copy = place.startsWith(root) ? draft.resolve(root.relativize(place)) : place;
                copyFolder(original.folder(), copy);
                truncate(copy, own.config(), covered(channel.getKey()));
            }
        }
    }

    /**
     * Checks that the records up to the restore point are published. They are shortly after the checkpoint, or, if the
     * parent was killed in between, when it is resumed.
     */
    private void mustBePublished() {
        long trained = mustReach(RunChannel.STEPS, step, line -> number(line, StepFigure.GROUPS.key()) > 0);
        mustReach(RunChannel.LEDGER, trained, line -> true);
    }

    /**
     * Checks that a channel whose records are copied has those of a step.
     *
     * @return step of the last covered record that is counted; 0 if there is none
     */
    private long mustReach(RunChannel channel, long reached, Predicate<String> counted) {
        Channel original = parent.of(channel);
        if (movesAsFolder(original, fork.of(channel))) {
            return 0;
        }
        String field = channel == RunChannel.STEPS ? LEARNER_STEP : "step";
        long last = 0;
        long counts = 0;
        try (RecordReader reader = ChannelScan.reader(original)) {
            for (Optional<ChannelRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                String line = next.get().line();
                if (!covered(channel.word()).test(line)) {
                    break;
                }
                last = (long) number(line, field);
                counts = counted.test(line) ? last : counts;
            }
        }
        if (last < reached) {
            throw new RefusedException(
                    "fork: %s must have the records of step %d, that of the restore point, ends with step %d: try again in a moment, or, if the run was killed, resume it until it has another checkpoint"
                            .formatted(original.address(), reached, last));
        }
        return counts;
    }

    /** Copies the records of all other channels. */
    void copyRecords() {
        Map<String, Channel> forks = fork.all();
        parent.all().forEach((name, original) -> {
            Channel own = requireNonNull(forks.get(name));
            if (!movesAsFolder(original, own) && !STARTS_ANEW.contains(name)) {
                append(original, own, covered(name));
            }
        });
    }

    /** Whether a record of a channel was published until the restore point; all, if only the restored job knows. */
    private Predicate<String> covered(String name) {
        return switch (name) {
            case "ledger" -> line -> number(line, "step") <= step;
            case "steps" -> line -> number(line, LEARNER_STEP) <= step;
            case "minibatches" -> split ? line -> true : line -> number(line, "round") < step;
            default -> line -> true;
        };
    }

    private static double number(String line, String field) {
        try {
            return JSON.readTree(line).path(field).asDouble();
        } catch (IOException e) {
            return Double.NEGATIVE_INFINITY; // An unreadable record is kept where it is.
        }
    }

    private static void append(Channel original, Channel own, Predicate<String> covered) {
        List<String> batch = new ArrayList<>(BATCH);
        try (RecordReader reader = original.reader(original.held().oldest())) {
            for (Optional<String> line = reader.next().map(ChannelRecord::line);
                    line.isPresent() && covered.test(line.get());
                    line = reader.next().map(ChannelRecord::line)) {
                batch.add(line.get());
                if (batch.size() == BATCH) {
                    own.append(batch);
                    batch.clear();
                }
            }
        }
        if (!batch.isEmpty()) {
            own.append(batch);
        }
    }

    /** Segments may be deleted by retention meanwhile; the head is read first, so that it is never ahead of the segments. */
    private static void copyFolder(Path original, Path copy) throws IOException {
        if (!Files.isDirectory(original)) {
            return;
        }
        Files.createDirectories(copy);
        Path head = original.resolve(HEAD);
        byte[] published = Files.exists(head) ? Files.readAllBytes(head) : new byte[0];
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = original.relativize(file).toString();
                if (!name.equals(HEAD) && !name.endsWith(".lock")) {
                    copyFile(file, copy.resolve(name));
                }
            }
        }
        if (published.length > 0) {
            Files.write(copy.resolve(HEAD), published);
        }
    }

    private static void copyFile(Path file, Path copy) throws IOException {
        Files.createDirectories(requireNonNull(copy.getParent()));
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            Files.deleteIfExists(copy); // A staged batch that was published, or a segment that was deleted.
        }
    }

    private static void truncate(Path folder, ChannelsConfig config, Predicate<String> covered) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Position end;
        try (ChannelReader reader = ChannelReader.fromOldest(folder)) {
            end = reader.position();
            for (Optional<String> next = reader.next();
                    next.isPresent() && covered.test(next.get());
                    next = reader.next()) {
                end = reader.position();
            }
        }
        if (end.records() < ChannelReader.published(folder)) {
            ChannelWriter.at(folder, config, end).close();
        }
    }
}
