package io.millrace.jobs.monitor;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.ChannelRun;
import io.millrace.jobs.folder.ConfigSections;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.operators.channel.ChannelAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run to monitor.
 *
 * @param name of the run
 * @param place the absolute path of its folder, or the common beginning of the addresses of its channels
 * @param folder its folder, or one that only names its channels
 */
public record MonitorSource(String name, String place, RunFolder folder) {
    public MonitorSource {
        requireNonNull(name, "name");
        requireNonNull(place, "place");
        requireNonNull(folder, "folder");
    }

    /**
     * The run that a user names.
     *
     * @param name a folder, or {@code KIND:PREFIX}
     * @param config configuration that says how the channels of {@code KIND:PREFIX} are reached
     * @throws RefusedException if there is no such run
     */
    public static MonitorSource of(String name, Optional<Path> config) throws IOException {
        ChannelPlace place = new ChannelPlace(name, Optional.empty());
        Optional<ChannelAddress> prefix = place.address();
        if (prefix.isPresent()) {
            RunFolder folder = ChannelRun.of(prefix.get(), config, Files.createTempDirectory("monitor"));
            return new MonitorSource(folder.name(), prefix.get().toString(), folder);
        }
        RunFolder folder = place.run()
                .orElseThrow(() -> new RefusedException("monitor: %s is not the folder of a run".formatted(name)));
        return new MonitorSource(
                folder.name(), folder.root().toAbsolutePath().normalize().toString(), folder);
    }

    /** @throws RefusedException if the run has no episodes and will have none, or they cannot be reached */
    void mustPublishEpisodes() throws IOException {
        try {
            boolean enabled = !Files.exists(folder.config())
                    || ConfigSections.read(folder.config(), List.of("monitor"))
                            .parse(List.of())
                            .monitor()
                            .enabled();
            long published =
                    RunChannels.of(folder).of(RunChannel.EPISODES).held().next();
            if (published == 0 && !enabled) {
                throw new RefusedException(
                        "monitor: run %s: monitor.enabled must be true for its episodes, was false".formatted(place));
            }
        } catch (ChannelException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the run has ended with a report, so that it publishes no more. */
    public static boolean isFinished(String place) {
        return new ChannelPlace(place, Optional.empty())
                .run()
                .map(run -> Files.exists(run.report()) && !run.inUse())
                .orElse(false);
    }
}
