package io.millrace.jobs.monitor;

import io.millrace.channel.ChannelException;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.start.ChannelStart;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.MonitorJob;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.HeldRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a monitor reads and writes.
 *
 * @param runs the runs
 * @param config the first run's configuration, which the job takes its checkpoints and restarts from
 */
public record MonitorSetup(List<MonitorJob.Monitored> runs, MillraceConfig config) {
    public MonitorSetup {
        runs = List.copyOf(runs);
    }

    /** Number of the record before which each run is read, over all runs; empty if the job follows them. */
    OptionalLong end() {
        return runs.stream().allMatch(run -> run.until().isPresent())
                ? OptionalLong.of(
                        runs.stream().mapToLong(run -> run.until().getAsLong()).sum())
                : OptionalLong.empty();
    }

    /**
     * Prepares a folder, or checks that it is one of the same runs. Must be called under its lock.
     *
     * @param sources the runs; empty to continue with those of the folder
     * @param set options of the monitor in place of those of the runs, or of those given before
     * @param follow whether to read on after the end of the channels
     * @throws RefusedException if the folder is used otherwise, or a channel cannot be used
     */
    static MonitorSetup of(MonitorFolder folder, List<MonitorSource> sources, List<String> set, boolean follow)
            throws IOException {
        MonitoredRuns runs = check(folder, sources, set);
        if (!Files.exists(folder.runs())) {
            runs.write(folder);
        }
        List<MonitorJob.Monitored> monitored = new ArrayList<>();
        Optional<MillraceConfig> first = Optional.empty();
        for (MonitoredRuns.Entry run : runs.runs()) {
            RunFolder own = folder.run(run.name());
            if (!Files.exists(own.config())) {
                MonitorOptions.derive(source(run, sources), own);
            }
            MillraceConfig config = MonitorOptions.read(own, set);
            first = first.or(() -> Optional.of(config));
            monitored.add(monitored(folder, run, own, config, follow));
        }
        return new MonitorSetup(monitored, first.orElseThrow());
    }

    /**
     * Checks what can be checked before anything is written; parameters as for {@link #of}.
     *
     * @return the runs
     * @throws RefusedException if the folder is used otherwise, an option is not one of the monitor, or a run has no episodes
     */
    static MonitoredRuns check(MonitorFolder folder, List<MonitorSource> sources, List<String> set) throws IOException {
        MonitorOptions.mustBeSettable(set);
        Optional<MonitoredRuns> recorded = MonitoredRuns.read(folder);
        if (sources.isEmpty()) {
            return recorded.orElseThrow(() -> new RefusedException(
                    "monitor %s: the folder is not a monitor's: name the runs to monitor".formatted(folder.root())));
        }
        MonitoredRuns wanted = wanted(sources);
        if (recorded.isPresent()) {
            if (!recorded.get().equals(wanted)) {
                throw new RefusedException("monitor %s: the folder is that of %s, not of %s: choose another --out"
                        .formatted(folder.root(), recorded.get().places(), wanted.places()));
            }
            return wanted;
        }
        for (MonitorSource source : sources) {
            source.mustPublishEpisodes();
            if (Files.exists(folder.run(source.name()).root())) {
                throw new RefusedException(
                        "monitor %s: the folder contains %s, which is not a monitor's: choose another --out"
                                .formatted(folder.root(), source.name()));
            }
        }
        if (new ChannelPlace(folder.root().toString(), Optional.empty()).run().isPresent()) {
            throw new RefusedException(
                    "monitor %s: the folder is that of a run: choose another --out".formatted(folder.root()));
        }
        return wanted;
    }

    private static MonitoredRuns wanted(List<MonitorSource> sources) {
        try {
            return new MonitoredRuns(sources.stream()
                    .map(source -> new MonitoredRuns.Entry(source.name(), source.place()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static MonitorSource source(MonitoredRuns.Entry run, List<MonitorSource> sources) throws IOException {
        Optional<MonitorSource> given = sources.stream()
                .filter(source -> source.place().equals(run.place()))
                .findFirst();
        return given.isPresent() ? given.get() : MonitorSource.of(run.place(), Optional.empty());
    }

    private static MonitorJob.Monitored monitored(
            MonitorFolder folder, MonitoredRuns.Entry run, RunFolder own, MillraceConfig config, boolean follow)
            throws IOException {
        try {
            JobChannels channels = JobChannels.in(own.root(), config.channels());
            boolean starts = RestorePoint.of(folder.job()).isEmpty();
            for (RunChannel written : List.of(RunChannel.METRICS, RunChannel.TRENDS)) {
                Channel channel = channels.of(written);
                channel.prepare(config.stream().checkpointInterval());
                if (starts) {
                    ChannelStart.mustBeEmpty(
                            written.word(),
                            channel,
                            "monitor %s: ".formatted(own.root()),
                            "a monitor",
                            "choose another --out");
                }
            }
            HeldRecords held = channels.of(RunChannel.EPISODES).held();
            return new MonitorJob.Monitored(
                    run.name(),
                    own.root(),
                    channels,
                    held.oldest(),
                    follow ? OptionalLong.empty() : OptionalLong.of(held.next()),
                    config.monitor());
        } catch (ChannelException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}
