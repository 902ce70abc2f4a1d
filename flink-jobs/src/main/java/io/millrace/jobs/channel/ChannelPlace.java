package io.millrace.jobs.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.plugin.Extensions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place with channels to read, as a user names it: the folder of a run, the folder of a channel, or an address {@code
 * KIND:PLACE}.
 *
 * @param name as the user wrote it
 * @param config configuration of the channels; if empty, that of the run or else the default
 */
public record ChannelPlace(String name, Optional<ChannelsConfig> config) {
    public ChannelPlace {
        requireNonNull(name, "name");
        requireNonNull(config, "config");
    }

    /** The run in this folder; empty if the place is a channel. */
    public Optional<RunFolder> run() {
        if (address().isPresent()) {
            return Optional.empty();
        }
        RunFolder run = new RunFolder(folder());
        boolean found = Stream.of(run.config(), run.identity(), run.ledger()).anyMatch(Files::exists);
        return found ? Optional.of(run) : Optional.empty();
    }

    /**
     * The channel.
     *
     * @param inRun name of the channel to read if the place is a run
     * @throws RefusedException if there is no such folder
     */
    public Channel channel(String inRun) {
        Optional<RunFolder> run = run();
        if (run.isPresent()) {
            Channel channel = channels(run.get()).get(inRun);
            if (channel == null) {
                throw new RefusedException("channel of run %s: must be one of %s, was %s"
                        .formatted(name, String.join(", ", channels(run.get()).keySet()), inRun));
            }
            return existing(channel);
        }
        ChannelAddress address =
                address().orElseGet(() -> new ChannelAddress(DirectoryChannel.KIND, folder().toString()));
        return existing(ChannelKind.open(address, config.orElse(ChannelsConfig.KEEP_ALL)));
    }

    /** All channels of a run by name, as its configuration places them. */
    private Map<String, Channel> channels(RunFolder run) {
        return config.map(given -> JobChannels.in(run.root(), given))
                .orElseGet(() -> RunChannels.of(run))
                .all();
    }

    /** The names of a run's channels that exist. */
    public List<String> names(RunFolder run) {
        return channels(run).entrySet().stream()
                .filter(channel -> !(channel.getValue() instanceof DirectoryChannel directory)
                        || Files.isDirectory(directory.folder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Checks that a channel in a folder exists; for other kinds this is known only when it is read. */
    private Channel existing(Channel channel) {
        if (!(channel instanceof DirectoryChannel directory) || Files.isDirectory(directory.folder())) {
            if (channel instanceof DirectoryChannel directory && !isChannel(directory.folder())) {
                throw new RefusedException(
                        "channel %s: must be the folder of a channel or of a run, contains neither head.json nor config.yaml"
                                .formatted(directory.folder()));
            }
            return channel;
        }
        String present = run().map(run -> ": the run has " + String.join(", ", names(run)))
                .orElse(": name the folder of a run, of a channel, or an address KIND:PLACE");
        throw new RefusedException("channel %s: folder does not exist%s".formatted(directory.folder(), present));
    }

    private static boolean isChannel(Path folder) {
        if (Files.exists(folder.resolve("head.json")) || Files.exists(folder.resolve(".staged"))) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().matches("\\d{20}\\.jsonl"));
        } catch (IOException e) {
            throw new RefusedException("channel %s: must be a folder that can be read (%s)".formatted(folder, e), e);
        }
    }

    /** The address that the user wrote; empty for a folder. */
    public Optional<ChannelAddress> address() {
        int colon = name.indexOf(':');
        return colon > 0 && Extensions.types(ChannelKind.class).contains(name.substring(0, colon))
                ? Optional.of(ChannelAddress.parse(name))
                : Optional.empty();
    }

    private Path folder() {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new RefusedException("channel %s: must be a folder or an address KIND:PLACE".formatted(name), e);
        }
    }
}
