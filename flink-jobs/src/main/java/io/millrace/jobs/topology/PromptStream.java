package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelsConfig;
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
 */
public record PromptStream(Channel channel, int visits) {
    public PromptStream {
        requireNonNull(channel, "channel");
        Require.that(visits >= 1, "prompt stream: visits must be >= 1, was %d", visits);
    }

    /**
     * The stream of a configuration, if it has one.
     *
     * @throws io.millrace.channel.ChannelException if its address does not name a channel
     */
    public static Optional<PromptStream> of(PromptStreamConfig config, ChannelsConfig channels) {
        return config.enabled()
                ? Optional.of(new PromptStream(
                        ChannelKind.open(ChannelAddress.parse(config.from()), channels.keepingAll()), config.visits()))
                : Optional.empty();
    }
}
