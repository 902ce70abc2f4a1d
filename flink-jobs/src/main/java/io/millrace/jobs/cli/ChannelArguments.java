package io.millrace.jobs.cli;

import io.millrace.channel.ChannelsConfig;
import io.millrace.config.ConfigReader;
import io.millrace.jobs.channel.ChannelPlace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The arguments of every command that reads channels. */
final class ChannelArguments {
    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description = "YAML file whose section channels says how channels are reached; folders need none.")
    private @Nullable Path config;

    /** The channels that a user names. */
    ChannelPlace place(String name) {
        return new ChannelPlace(
                name,
                config == null
                        ? ChannelsConfig.KEEP_ALL
                        : ConfigReader.read(config, List.of()).channels());
    }
}
