package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
import io.millrace.channel.StartPosition;
import io.millrace.check.Require;
import io.millrace.dataset.PromptStreamConfig;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import java.util.Optional;

/**
 * Prompts that arrive in a channel instead of a data set.
 *
 * @param channel the channel
 * @param visits number of visits of each prompt, at least 1
 * @param start where a new run starts, which stays the same as prompts arrive
 */
public record PromptStream(Channel channel, int visits, StartPosition start) {
    public PromptStream {
        requireNonNull(channel, "channel");
        requireNonNull(start, "start");
        Require.that(visits >= 1, "prompt stream: visits must be >= 1, was %d", visits);
    }

    /** From the first prompt on. */
    public PromptStream(Channel channel, int visits) {
        this(channel, visits, StartPosition.EARLIEST);
    }

    /**
     * The channel of a configuration, if it has one.
     *
     * @throws io.millrace.channel.ChannelException if its address does not name a channel
     */
    public static Optional<Channel> channel(PromptStreamConfig config, ChannelsConfig channels) {
        return config.enabled()
                ? Optional.of(ChannelKind.open(ChannelAddress.parse(config.from()), channels.keepingAll()))
                : Optional.empty();
    }
}
