package io.millrace.jobs.folder;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelReader;
import io.millrace.file.Folders;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.topology.RunChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The layout of a run's folder.
 *
 * @param root the folder
 */
public record RunFolder(Path root) {
    public RunFolder {
        requireNonNull(root, "root");
    }

    /** The name of the run, which its records carry: that of the folder. */
    public String name() {
        Path name = root.toAbsolutePath().normalize().getFileName();
        return name == null ? "run" : name.toString();
    }

    /** The configuration that the run was started with. */
    public Path config() {
        return root.resolve("config.yaml");
    }

    /** The properties that must stay the same for the run to be resumed. */
    public Path identity() {
        return root.resolve("run.json");
    }

    /** The starting policy of the run: a complete folder, with random weights if it had none. */
    public Path initialPolicy() {
        return root.resolve("initial-policy");
    }

    /** The policy store. */
    public Path store() {
        return root.resolve("policies");
    }

    /** Flink's checkpoints. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** Savepoints of orderly stops. */
    public Path savepoints() {
        return root.resolve("savepoints");
    }

    /** The folder of a channel, unless it is configured to be elsewhere. */
    public Path channel(RunChannel channel) {
        return root.resolve(channel.word());
    }

    /** The ledger's channel. */
    public Path ledger() {
        return channel(RunChannel.LEDGER);
    }

    /** The channel with the figures of each optimizer step. */
    public Path steps() {
        return channel(RunChannel.STEPS);
    }

    /** The output of the trackers. */
    public Path trackers() {
        return root.resolve("trackers");
    }

    /** The channel of records that could not be read, with reason and position. */
    public Path deadLetters() {
        return channel(RunChannel.DEAD_LETTERS);
    }

    /** The channel of reflection prompts. */
    public Path reflections() {
        return channel(RunChannel.REFLECTIONS);
    }

    /** The channel of acknowledgements of a learner outside Millrace. */
    public Path acknowledgements() {
        return channel(RunChannel.ACKNOWLEDGEMENTS);
    }

    /** The channel of minibatches. */
    public Path minibatches() {
        return channel(RunChannel.MINIBATCHES);
    }

    /** Values measured on the initial policy for methods, one file each. */
    public Path measured() {
        return root.resolve("measured");
    }

    /** Held-out results, one per line; the first is from before the first step. */
    public Path heldOutResults() {
        return root.resolve("checkups.jsonl");
    }

    /** Where the run has started in its channel of prompts, if they arrive in one. */
    public Path streamStart() {
        return root.resolve("stream-start");
    }

    /** The records that the alarms have judged. */
    public Path alarmPosition() {
        return root.resolve("alarms.json");
    }

    /** Locked by the process that judges the run. */
    public Path alarmLock() {
        return root.resolve("alarms.lock");
    }

    /** The origin of the run, if it was forked from another one. */
    public Path fork() {
        return root.resolve("fork.json");
    }

    /** The jobs that have been submitted for the run. */
    public Path jobs() {
        return root.resolve("jobs.json");
    }

    /** The jobs that clusters keep running; see {@link Registrations}. */
    Path registrations() {
        return root.resolve("registrations.json");
    }

    /** Locked while jobs of the run are being submitted or stopped. */
    public Path jobsLock() {
        return root.resolve("jobs.lock");
    }

    /** Locked while one half of the run prepares the folder. */
    public Path startLock() {
        return root.resolve("start.lock");
    }

    /** The folder of one half of the run, with its lock, checkpoints, savepoints, temporary files and log. */
    public RunFolder half(RunPart part) {
        return new RunFolder(root.resolve(part.word()));
    }

    /** Locked while a process writes to the folder. */
    public Path lock() {
        return root.resolve("run.lock");
    }

    /** Temporary files of the process that writes to the folder; emptied at the next start. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    /** The report at the end. */
    public Path report() {
        return root.resolve("report.json");
    }

    /** The log. */
    public Path log() {
        return root.resolve("millrace.log");
    }

    /** Whether there is a run that could be resumed or has published something. */
    public boolean used() throws IOException {
        return latestRestorePoint().isPresent()
                || half(RunPart.ROLLOUT).latestRestorePoint().isPresent()
                || half(RunPart.LEARNER).latestRestorePoint().isPresent()
                || Files.exists(report())
                || ChannelReader.published(ledger()) > 0;
    }

    /** @throws RefusedException if the folder contains a run */
    public void mustBeUnused() throws IOException {
        if (used()) {
            throw new RefusedException(
                    "run %s: the folder already contains a run: continue it with --resume, or".formatted(root)
                            + " choose another folder with --out");
        }
    }

    /**
     * Deletes leftovers of a start that ended before its first checkpoint, since they do not belong to the new run.
     * Must be called under the lock.
     *
     * @param policy folder of the starting policy
     * @throws RefusedException if the folder contains a run, or foreign files in place of a run's
     */
    public void clear(Path policy) throws IOException {
        mustBeUnused();
        for (Path left : written()) {
            if (!Files.exists(left)) {
                continue;
            }
            boolean foreign = !Files.exists(identity());
            if (foreign
                    || policy.toAbsolutePath()
                            .normalize()
                            .startsWith(left.toAbsolutePath().normalize())) {
                throw new RefusedException((foreign
                                ? "run %s: the folder contains %s, which is not part of a run; choose another folder with --out"
                                : "run %s: the folder contains the given policy (%s), which a new run would delete; choose another folder with --out")
                        .formatted(root, left.getFileName()));
            }
        }
        for (Path left : written()) {
            Folders.delete(left);
        }
        Files.deleteIfExists(identity()); // Deleted last, because it marks the folder as a run's.
    }

    private List<Path> written() {
        Stream<Path> channels = Arrays.stream(RunChannel.values()).map(this::channel);
        Stream<Path> others = Stream.of(
                initialPolicy(),
                store(),
                checkpoints(),
                savepoints(),
                trackers(),
                heldOutResults(),
                jobs(),
                fork(),
                streamStart(),
                alarmPosition(),
                temporary(),
                measured());
        return Stream.concat(channels, others).toList();
    }

    /**
     * Checks, before a run is resumed, that the heads of its channels are valid.
     *
     * @throws RefusedException naming the first invalid one, and how to repair it
     */
    public void channelsMustBeSound() {
        for (RunChannel channel : RunChannel.values()) {
            try {
                ChannelReader.check(channel(channel));
            } catch (ChannelException e) {
                throw new RefusedException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** Whether a process of this machine is writing to the folder now, or a cluster runs a job of the run. */
    public boolean inUse() {
        return user().isPresent();
    }

    /** The user of the folder, for messages: a process of this machine, or a job on a cluster; empty if nothing does. */
    public Optional<String> user() {
        return RunLock.taken(this) ? Optional.of("another process") : new Registrations(this).user();
    }

    /** The newest complete checkpoint or savepoint. */
    public Optional<Path> latestRestorePoint() throws IOException {
        return RestorePoint.of(this).stream().map(RestorePoint::path).findFirst();
    }
}
