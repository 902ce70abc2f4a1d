package io.millrace.jobs.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFolder;
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
 * What a user names to read channels: the folder of a run, the folder of a channel, or an address {@code KIND:PLACE}.
 *
 * @param name as the user wrote it
 * @param config configuration of the channels
 */
public record ChannelPlace(String name, ChannelsConfig config) {
    public ChannelPlace {
        requireNonNull(name, "name");
        requireNonNull(config, "config");
    }

    /** The run whose folder it is; empty if it is a channel. */
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
     * @param inRun name of the channel if the place is a run
     * @throws RefusedException if there is no such folder
     */
    public Channel channel(String inRun) {
        Optional<ChannelAddress> address = address();
        if (address.isPresent()) {
            return existing(ChannelKind.open(address.get(), config));
        }
        return existing(run().map(run -> inRun(run, inRun))
                .orElseGet(() ->
                        ChannelKind.open(new ChannelAddress(DirectoryChannel.KIND, folder().toString()), config)));
    }

    /** The channel where the run's configuration places it; a folder in that of the run if it has no such channel. */
    private Channel inRun(RunFolder run, String name) {
        Channel placed = RunChannels.of(run).all().get(name);
        return placed != null
                ? placed
                : ChannelKind.open(
                        new ChannelAddress(
                                DirectoryChannel.KIND, run.root().resolve(name).toString()),
                        config);
    }

    /** The names of the channels of a run that exist, or are not in folders. */
    public static List<String> channels(RunFolder run) {
        return RunChannels.of(run).all().entrySet().stream()
                .filter(named -> !(named.getValue() instanceof DirectoryChannel directory)
                        || Files.isDirectory(directory.folder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Only of folders is it known before reading whether they exist. */
    private Channel existing(Channel channel) {
        if (!(channel instanceof DirectoryChannel directory) || Files.isDirectory(directory.folder())) {
            if (channel instanceof DirectoryChannel directory && !isChannel(directory.folder())) {
                throw new RefusedException(
                        "channel %s: must be the folder of a channel or of a run, contains neither head.json nor config.yaml"
                                .formatted(directory.folder()));
            }
            return channel;
        }
        String present = run().map(run -> ": the run has " + String.join(", ", channels(run)))
                .orElse(": name the folder of a run, of a channel, or an address KIND:PLACE");
        throw new RefusedException(
                "channel %s: must be a folder, is not there%s".formatted(directory.folder(), present));
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

    private Optional<ChannelAddress> address() {
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
