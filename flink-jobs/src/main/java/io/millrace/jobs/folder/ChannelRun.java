package io.millrace.jobs.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.json.JsonMappers;
import io.millrace.operators.channel.ChannelAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A run that is known by its channels only, because its folder is on another machine. */
public final class ChannelRun {
    private static final String CHANNELS = "channels";

    private ChannelRun() {}

    /**
     * A folder that stands for the run: it only contains a configuration with the addresses of the channels, which are that of the
     * prefix with a dot and the channel's name, such as {@code kafka:k1.ledger}.
     *
     * @param prefix beginning of the addresses, such as {@code kafka:k1}
     * @param config the run's configuration, or one that says how the channels are reached; the defaults if empty
     * @param parent an existing folder
     * @throws RefusedException if the configuration cannot be read
     * @throws io.millrace.config.ConfigException if its section channels is not valid
     */
    public static RunFolder of(ChannelAddress prefix, Optional<Path> config, Path parent) throws IOException {
        YAMLMapper yaml = JsonMappers.yaml().build();
        ObjectNode tree = config.isPresent() ? read(config.get(), yaml) : yaml.createObjectNode();
        ObjectNode channels = tree.get(CHANNELS) instanceof ObjectNode given ? given : tree.putObject(CHANNELS);
        for (RunChannel channel : RunChannel.values()) {
            channels.put(channel.option(), "%s.%s".formatted(prefix, channel.word()));
        }
        String name = prefix.place().replaceAll(".*[/\\\\]", "");
        RunFolder folder = new RunFolder(parent.resolve(name.isEmpty() ? "run" : name));
        Files.createDirectories(folder.root());
        Files.writeString(folder.config(), yaml.writeValueAsString(tree));
        RunChannels.of(folder); // Refuses invalid addresses and options.
        return folder;
    }

    private static ObjectNode read(Path file, YAMLMapper yaml) {
        try {
            JsonNode tree = yaml.readTree(Files.readString(file));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new RefusedException("dashboard: %s must be a configuration".formatted(file));
        } catch (IOException e) {
            throw new RefusedException("dashboard: %s could not be read (%s)".formatted(file, e), e);
        }
    }
}
