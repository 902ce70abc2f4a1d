package io.millrace.jobs.fork;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.config.MillraceConfig;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.ForkOrigin;
import io.millrace.jobs.folder.HeldOutResults;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.restore.RestoreCandidates;
import io.millrace.jobs.start.ChannelStart;
import io.millrace.jobs.start.Inputs;
import io.millrace.jobs.start.MethodStart;
import io.millrace.jobs.start.RunIdentity;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.jobs.submit.RunJobs;
import io.millrace.jobs.submit.SubmittedKind;
import io.millrace.jobs.topology.JobChannels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prepares a run that continues from a checkpoint or savepoint of another one, its parent, which is only read.
 *
 * <p>The new folder is complete: it contains the restore point, the channels and the held-out results up to it, and can
 * be resumed like any run that was stopped there.
 *
 * @param parent the run to fork
 * @param config configuration of the fork
 * @param screen output for reports
 */
public record RunFork(RunFolder parent, MillraceConfig config, Screen screen) {
    public RunFork {
        requireNonNull(parent, "parent");
        requireNonNull(config, "config");
        requireNonNull(screen, "screen");
    }

    /**
     * Prepares the fork.
     *
     * @param from the checkpoint or savepoint; the newest one if empty
     * @return where it continues
     * @throws RefusedException if that is impossible; nothing remains then, except topics
     */
    public ForkOrigin into(RunFolder folder, Optional<Path> from) throws Exception {
        RunFolder fork = new RunFolder(folder.root().toAbsolutePath().normalize());
        mustBeNew(fork);
        RunIdentity identity = identity();
        List<RestorePoint> points = points(from, identity.split());
        long step = SavedStep.of(points.get(0).path());
        ForkedChannels channels = channels(fork, step, points.size() > 1);
        try {
            return new ForkedFolder(parent, fork, points, step).write(channels, draft -> {
                RunFolder drafted = new RunFolder(draft);
                HeldOutResults.read(drafted.heldOutResults(), screen).cutAfter(step);
                if (points.size() == 1) {
                    new RunJobs(drafted).add(SubmittedKind.ONLINE, job(points.get(0)));
                }
                identity.write(drafted.identity());
                SmallFile.replace(drafted.config(), config.toYaml());
            });
        } catch (ChannelException e) {
            throw new RefusedException("fork: " + e.getMessage(), e);
        }
    }

    private void mustBeNew(RunFolder fork) throws IOException {
        if (Files.exists(fork.root())) {
            try (Stream<Path> files = Files.list(fork.root())) {
                if (files.findAny().isPresent()) {
                    throw new RefusedException(
                            "fork %s: the folder already exists: choose another with --out".formatted(fork.root()));
                }
            }
        }
        if (fork.name().equals(parent.name())) {
            throw new RefusedException(
                    "fork %s: must have another name than run %s, because records carry it: choose another folder with --out"
                            .formatted(fork.root(), parent.root()));
        }
    }

    /** The identity of the fork: the state must keep its meaning. */
    private RunIdentity identity() {
        StartingPolicy policy = StartingPolicy.find(config);
        RunIdentity started = RunIdentity.read(parent);
        RunIdentity identity =
                RunIdentity.of(config, policy, Inputs.training(config).dataset(), started.split());
        identity.mustContinue(started, parent);
        new MethodStart(config).check(policy.given());
        return identity;
    }

    /** The restore points, the one with the learner first. */
    private List<RestorePoint> points(Optional<Path> from, boolean split) throws IOException {
        if (split) {
            return halves(from);
        }
        List<RestorePoint> all = new ArrayList<>(RestorePoint.of(parent));
        from.ifPresent(path -> all.removeIf(point -> !isAt(point, path)));
        RestoreCandidates candidates = new RestoreCandidates(parent, all, screen);
        return List.of(candidates
                .next()
                .orElseThrow(() -> new RefusedException("fork %s: must have %s, has not: name one of: %s"
                        .formatted(
                                parent.root(),
                                from.map(Path::toString).orElse("a checkpoint or savepoint"),
                                names()))));
    }

    /** The learner's is found first: a newer one of the rollout job has published all that the learner has read. */
    private List<RestorePoint> halves(Optional<Path> from) throws IOException {
        if (from.isPresent()) {
            throw new RefusedException(
                    "fork %s: must continue from the newest checkpoints of its two jobs, which belong together, was %s: leave --from out"
                            .formatted(parent.root(), from.get()));
        }
        List<RestorePoint> points = new ArrayList<>();
        for (SubmittedKind kind : List.of(SubmittedKind.LEARNER, SubmittedKind.ROLLOUT)) {
            points.add(new RunJobs(parent)
                    .newestRestorePoint(kind)
                    .orElseThrow(() -> new RefusedException("fork %s: must have a checkpoint of its %s job, has not"
                            .formatted(parent.root(), kind.part().word()))));
        }
        return points;
    }

    private boolean isAt(RestorePoint point, Path path) {
        Path place = point.path().toAbsolutePath().normalize();
        return place.equals(path.toAbsolutePath().normalize())
                || place.equals(parent.root().resolve(path).toAbsolutePath().normalize());
    }

    /** The id of the job that wrote a restore point, or its beginning, which the name of a savepoint contains. */
    private static String job(RestorePoint point) {
        String name = point.path().getFileName().toString();
        return name.startsWith("savepoint-")
                ? name.split("-")[1]
                : requireNonNull(point.path().getParent()).getFileName().toString();
    }

    private String names() {
        try {
            return String.join(
                    ", ",
                    RestorePoint.of(parent).stream()
                            .map(point -> point.name(parent))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ForkedChannels channels(RunFolder fork, long step, boolean split) {
        ForkedChannels channels =
                new ForkedChannels(RunChannels.of(parent), JobChannels.in(fork.root(), config.channels()), step, split);
        ChannelStart.prepare(config, fork);
        try {
            channels.check();
        } catch (ChannelException e) {
            throw new RefusedException("fork: " + e.getMessage(), e);
        }
        return channels;
    }
}
