package io.millrace.jobs.cli;

import io.millrace.config.ConfigReader;
import io.millrace.jobs.channel.ChannelPlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The arguments of every command that reads channels. */
final class ChannelArguments {
    @Option(
            names = "--config",
            paramLabel = "CONFIG",
            description =
                    "YAML file whose section channels says how channels are reached. Default: of a run's folder, its configuration.")
    private @Nullable Path config;

    /** The channels that a user names. */
    ChannelPlace place(String name) {
        return new ChannelPlace(name, Optional.ofNullable(config).map(file -> ConfigReader.read(file, List.of())
                .channels()));
    }
}
