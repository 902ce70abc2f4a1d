package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.ordered.OrderedMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The channels of a job. A rollout job and its learner job share the same ones.
 *
 * @param reflections reflection prompts for the sampler
 * @param minibatches training rows for a learner outside the job
 * @param ledger one line per visit that has ended
 * @param steps one record of figures per optimizer step
 * @param deadLetters records and visits that could not be used
 * @param acknowledgements minibatches that a learner outside Millrace has trained; other jobs neither read nor write it
 */
public record JobChannels(
        Channel reflections,
        Channel minibatches,
        Channel ledger,
        Channel steps,
        Channel deadLetters,
        Channel acknowledgements) {
    public JobChannels {
        requireNonNull(reflections, "reflections");
        requireNonNull(minibatches, "minibatches");
        requireNonNull(ledger, "ledger");
        requireNonNull(steps, "steps");
        requireNonNull(deadLetters, "deadLetters");
        requireNonNull(acknowledgements, "acknowledgements");
    }

    /**
     * The channels of a run: at their configured addresses, or in subfolders of the run's folder. Reflections are never
     * deleted: the job may still have to read them.
     *
     * @param folder of the run; on a file system that all task managers share
     * @param config addresses, segment size, and retention of the other channels
     * @throws io.millrace.channel.ChannelException if an address does not name a channel
     */
    public static JobChannels in(Path folder, ChannelsConfig config) {
        return new JobChannels(
                channel(config.reflections(), folder, "reflections", config.keepingAll()),
                channel(config.minibatches(), folder, "minibatches", config),
                channel(config.ledger(), folder, "ledger", config),
                channel(config.steps(), folder, "steps", config),
                channel(config.deadLetters(), folder, "dead-letters", config),
                channel(config.acknowledgements(), folder, "acknowledgements", config.keepingAll()));
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
        return OrderedMap.ofEntries(
                Map.entry("ledger", ledger),
                Map.entry("steps", steps),
                Map.entry("minibatches", minibatches),
                Map.entry("reflections", reflections),
                Map.entry("dead-letters", deadLetters),
                Map.entry("acknowledgements", acknowledgements));
    }

    /** The location of a channel in messages: its folder, or its address. */
    public static String shown(Channel channel) {
        return channel instanceof DirectoryChannel directory
                ? directory.folder().toString()
                : channel.address().toString();
    }

    private static Channel channel(String address, Path folder, String name, ChannelsConfig config) {
        String place = folder.resolve(name).toAbsolutePath().toString();
        return ChannelKind.open(
                address.isEmpty() ? new ChannelAddress(DirectoryChannel.KIND, place) : ChannelAddress.parse(address),
                config);
    }
}
