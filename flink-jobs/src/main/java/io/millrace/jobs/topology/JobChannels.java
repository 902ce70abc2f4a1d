package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.DirectoryChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The edges of the stream that leave a job. A rollout job and a learner job that belong together have the same ones.
 *
 * @param reflections prompts for reflection, on their way back to the sampler
 * @param minibatches training rows, on their way to a learner outside the job
 * @param ledger one line for each visit that has ended
 * @param steps figures of each optimizer step
 * @param deadLetters records and visits that could not be used
 */
public record JobChannels(
        Channel reflections, Channel minibatches, Channel ledger, Channel steps, Channel deadLetters) {
    public JobChannels {
        requireNonNull(reflections, "reflections");
        requireNonNull(minibatches, "minibatches");
        requireNonNull(ledger, "ledger");
        requireNonNull(steps, "steps");
        requireNonNull(deadLetters, "deadLetters");
    }

    /**
     * The channels of a run, side by side in its folder. Of reflections nothing is deleted: the job may still have to read them.
     *
     * @param folder of the run; on a file system that all task managers share
     * @param config size of their segments, and how long the others are kept
     */
    public static JobChannels in(Path folder, ChannelsConfig config) {
        return new JobChannels(
                channel(folder, "reflections", new ChannelsConfig(config.segmentBytes(), Duration.ZERO, 0)),
                channel(folder, "minibatches", config),
                channel(folder, "ledger", config),
                channel(folder, "steps", config),
                channel(folder, "dead-letters", config));
    }

    private static Channel channel(Path folder, String name, ChannelsConfig config) {
        String place = folder.resolve(name).toAbsolutePath().toString();
        return ChannelKind.open(new ChannelAddress(DirectoryChannel.KIND, place), config);
    }
}
