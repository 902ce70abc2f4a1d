package io.millrace.jobs.folder;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.topology.JobChannels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The channels of a run, where the configuration in its folder places them. */
public final class RunChannels {
    private static final String SECTION = "channels";

    private RunChannels() {}

    /** @throws ChannelException if the configuration cannot be read */
    public static JobChannels of(RunFolder folder) {
        return JobChannels.in(folder.root(), config(folder));
    }

    private static ChannelsConfig config(RunFolder folder) {
        if (!Files.exists(folder.config())) {
            return ChannelsConfig.KEEP_ALL; // An older run, or one that has not started.
        }
        try {
            ConfigSections section = ConfigSections.read(folder.config(), List.of(SECTION));
            return section.text().isEmpty()
                    ? ChannelsConfig.KEEP_ALL
                    : section.parse(List.of()).channels();
        } catch (IOException e) {
            throw new ChannelException(
                    "run %s: %s could not be read (%s)".formatted(folder.root(), folder.config(), e), e);
        }
    }
}
