package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.check.Require;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.ordered.OrderedMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The channels of a job. A rollout job and its learner job share them.
 *
 * @param channels all channels of a run
 */
public record JobChannels(Map<RunChannel, Channel> channels) {
    public JobChannels {
        channels = OrderedMap.sortedCopyOf(channels);
        Require.that(
                channels.size() == RunChannel.values().length,
                "job: must have the channels %s, had %s",
                List.of(RunChannel.values()),
                channels.keySet());
    }

    /**
     * The channels of a run: at their configured addresses, or in subfolders of the run's folder.
     *
     * @param folder of the run; on a file system that all task managers share
     * @param config addresses, segment size, and retention
     * @throws io.millrace.channel.ChannelException if an address does not name a channel
     */
    public static JobChannels in(Path folder, ChannelsConfig config) {
        Map<RunChannel, Channel> channels = new EnumMap<>(RunChannel.class);
        for (RunChannel channel : RunChannel.values()) {
            channels.put(channel, open(channel.address(config), folder, channel.word(), channel.retention(config)));
        }
        return new JobChannels(channels);
    }

    /** The channel with the given role. */
    public Channel of(RunChannel channel) {
        return requireNonNull(channels.get(channel), channel.word());
    }

    /** Reflection prompts for the sampler. */
    public Channel reflections() {
        return of(RunChannel.REFLECTIONS);
    }

    /** Training rows for a learner outside the job. */
    public Channel minibatches() {
        return of(RunChannel.MINIBATCHES);
    }

    /** One line per visit that has ended. */
    public Channel ledger() {
        return of(RunChannel.LEDGER);
    }

    /** One record of figures per optimizer step. */
    public Channel steps() {
        return of(RunChannel.STEPS);
    }

    /** Records and visits that could not be used. */
    public Channel deadLetters() {
        return of(RunChannel.DEAD_LETTERS);
    }

    /**
     * Minibatches that a learner outside Millrace has trained on; jobs without such a learner neither read nor write this channel.
     */
    public Channel acknowledgements() {
        return of(RunChannel.ACKNOWLEDGEMENTS);
    }

    /**
     * Checks that a job can use all channels, and creates those that need to be created.
     *
     * @param checkpointInterval time between two checkpoints of the job
     * @throws io.millrace.channel.ChannelException naming the first that the job cannot use
     */
    public void prepare(Duration checkpointInterval) {
        all().values().forEach(channel -> channel.prepare(checkpointInterval));
    }

    /** The channels by the names of their folders in a run's folder. */
    public Map<String, Channel> all() {
        return channels.entrySet().stream()
                .collect(OrderedMap.collector(channel -> channel.getKey().word(), Map.Entry::getValue));
    }

    /** The location of a channel, for messages: its folder or its address. */
    public static String location(Channel channel) {
        return channel instanceof DirectoryChannel directory
                ? directory.folder().toString()
                : channel.address().toString();
    }

    private static Channel open(String address, Path folder, String name, ChannelsConfig config) {
        String place = folder.resolve(name).toAbsolutePath().toString();
        return ChannelKind.open(
                address.isEmpty() ? new ChannelAddress(DirectoryChannel.KIND, place) : ChannelAddress.parse(address),
                config);
    }
}
