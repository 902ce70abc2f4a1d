package io.millrace.operators.channel;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;

/**
 * A channel implementation, such as folders; its type name is the first part of its channels' addresses. To add one,
 * write a record without components that implements this, and register it in {@code META-INF/services}; its channels
 * must pass {@code ChannelContract}.
 */
public interface ChannelKind extends Extension {
    /**
     * A channel of this kind; does not create or open anything.
     *
     * @param place the second part of the address
     * @param config configuration of all channels of the run; a kind uses the settings that apply to it
     * @throws ChannelException if no channel can exist at that location
     */
    Channel channel(String place, ChannelsConfig config);

    /**
     * The channel of an address.
     *
     * @throws ChannelException if there is no such kind
     */
    static Channel open(ChannelAddress address, ChannelsConfig config) {
        return Extensions.create(ChannelKind.class, address.kind())
                .orElseThrow(() -> new ChannelException("channel %s: kind must be one of %s, was %s"
                        .formatted(
                                address,
                                Extensions.types(ChannelKind.class).stream()
                                        .sorted()
                                        .toList(),
                                address.kind())))
                .channel(address.place(), config);
    }
}
